namespace DropoutSweep.Client.Doctor;

/// <summary>One thing that <c>doctor</c> looks at.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it is about, in a word.</summary>
    string Name { get; }

    /// <summary>Looks. Changes nothing on the machine.</summary>
    Task<Finding> LookAsync(CancellationToken cancellationToken);
}
