using System.Security.Cryptography.X509Certificates;

namespace DropoutSweep.Client.Cluster;

/// <summary>Which cluster is spoken to, and how it was found out.</summary>
/// <param name="Addresses">Addresses of its silos, at least one; the first that answers is taken.</param>
/// <param name="Source">Where the addresses come from, for people, such as <c>--cluster</c>.</param>
/// <param name="Token">The token; null for none.</param>
/// <param name="TokenSource">Where the token comes from; null for none.</param>
/// <param name="Trusted">Certificates that are trusted instead of the system's; null for the system's.</param>
internal sealed record ClusterSettings(IReadOnlyList<Uri> Addresses, string Source, string? Token, string? TokenSource, X509Certificate2Collection? Trusted = null)
{
    /// <summary>The first port of <c>up</c>, and so the default cluster's.</summary>
    public const int DefaultPort = 5380;

    /// <summary>Environment variable with the cluster's addresses, separated by commas.</summary>
    public const string ClusterVariable = "DROPOUTSWEEP_CLUSTER";

    /// <summary>Environment variable with the token.</summary>
    public const string TokenVariable = "DROPOUTSWEEP_TOKEN";

    /// <summary>Environment variable with a file of certificates to trust.</summary>
    public const string CaFileVariable = "DROPOUTSWEEP_CA_FILE";

    /// <summary>Environment variable with the store.</summary>
    public const string StoreVariable = "DROPOUTSWEEP_STORE";

    /// <summary>Where the default cluster is said to come from.</summary>
    public const string DefaultSource = "the default";

    /// <summary>Whether nobody named a cluster.</summary>
    public bool IsDefault => ReferenceEquals(Source, DefaultSource);

    /// <summary>The address of the first silo of an <c>up</c> that was given no port.</summary>
    public static string DefaultAddress => $"http://127.0.0.1:{DefaultPort}";
}
