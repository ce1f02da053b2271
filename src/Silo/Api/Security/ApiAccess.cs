namespace DropoutSweep.Silo.Api.Security;

/// <summary>What whoever sends a request may do.</summary>
internal enum ApiAccess
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Everything.</summary>
    Full,
}
