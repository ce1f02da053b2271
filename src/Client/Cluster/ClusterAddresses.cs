namespace DropoutSweep.Client.Cluster;

/// <summary>Reads the addresses of a cluster's silos.</summary>
internal static class ClusterAddresses
{
    /// <summary>Addresses separated by commas, each <c>http://host:port</c> or <c>https://…</c>; the same one twice counts once.</summary>
    /// <param name="text">The addresses.</param>
    /// <param name="source">What the error names.</param>
    /// <exception cref="InputException">One is not such an address, or there is none.</exception>
    public static IReadOnlyList<Uri> Parse(string text, string source)
    {
        var addresses = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(one => Uri.TryCreate(one, UriKind.Absolute, out var address) && IsSilo(address)
                ? address
                : throw new InputException($"{source}: '{Shown(one)}' is no silo's address; one is like {ClusterSettings.DefaultAddress}, several are separated by commas."))
            .Distinct()
            .ToList();
        return addresses.Count > 0 ? addresses : throw new InputException($"{source}: there is no address; one is like {ClusterSettings.DefaultAddress}.");
    }

    private static bool IsSilo(Uri address) =>
        (string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) || string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        && address.UserInfo.Length == 0
        && address.PathAndQuery is "/"
        && address.Fragment.Length == 0;

    /// <summary>A password in an address is not repeated.</summary>
    private static string Shown(string text) => text.Contains('@', StringComparison.Ordinal) ? "…@" + text[(text.LastIndexOf('@') + 1)..] : text;
}
