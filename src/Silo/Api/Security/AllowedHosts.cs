namespace DropoutSweep.Silo.Api.Security;

/// <summary>The names under which a silo answers.</summary>
/// <param name="names">The names without ports; null for any.</param>
internal sealed class AllowedHosts(IReadOnlyList<string>? names)
{
    /// <summary>What a silo on loopback is called.</summary>
    public static readonly IReadOnlyList<string> Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>The names, for people.</summary>
    public string Names => names is null ? "any" : string.Join(", ", names);

    public bool Allows(string host) => names is null || names.Contains(host, StringComparer.OrdinalIgnoreCase);
}
