using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Storage;

namespace DropoutSweep.Client.Cluster;

/// <summary>Finds the cluster, its token and the store: by an option, else the environment, else the user's file, else the default.</summary>
internal sealed class ClusterSettingsReader(ClientHost host)
{
    private readonly Lazy<UserConfiguration> _file = new(() => UserConfiguration.Read(host.Environment));

    /// <summary>The cluster.</summary>
    /// <param name="cluster">What <c>--cluster</c> gave; null for nothing.</param>
    /// <param name="tokenFile">What <c>--token-file</c> gave; null for nothing.</param>
    /// <param name="caFile">What <c>--ca-file</c> gave; null for nothing.</param>
    /// <exception cref="InputException">An address or a file cannot be used.</exception>
    public ClusterSettings Cluster(string? cluster, string? tokenFile, string? caFile = null)
    {
        var (text, source) = First((cluster, "--cluster"), (host.Environment(ClusterSettings.ClusterVariable), $"${ClusterSettings.ClusterVariable}"))
            ?? (_file.Value.Cluster is { } written ? (written, _file.Value.Path) : (ClusterSettings.DefaultAddress, ClusterSettings.DefaultSource));
        var (token, tokenSource) = Token(tokenFile);
        return new ClusterSettings(ClusterAddresses.Parse(text, source), source, token, tokenSource, Trusted(caFile ?? Known(host.Environment(ClusterSettings.CaFileVariable)) ?? _file.Value.Ca));
    }

    /// <summary>The token, and where it comes from; nulls for none.</summary>
    /// <exception cref="InputException">The token's file cannot be read or is empty.</exception>
    public (string? Token, string? Source) Token(string? tokenFile)
    {
        if (tokenFile is not null)
        {
            return (ReadToken(tokenFile), $"--token-file {tokenFile}");
        }

        return First((host.Environment(ClusterSettings.TokenVariable), $"${ClusterSettings.TokenVariable}"), (_file.Value.Token, _file.Value.Path))
            is var (token, source) ? (token, source) : (null, null);
    }

    /// <summary>The store that silos of this machine share.</summary>
    /// <param name="store">What <c>--store</c> gave; null for nothing.</param>
    public string Store(string? store)
    {
        if (store is not null && string.IsNullOrWhiteSpace(store))
        {
            throw new InputException("--store is a file or postgres://…, not an empty text.");
        }

        return store ?? Known(host.Environment(ClusterSettings.StoreVariable)) ?? _file.Value.Store ?? SweepStores.DefaultAddress(host.Environment);
    }

    private static X509Certificate2Collection? Trusted(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InputException($"The file of certificates '{file}' cannot be read: {ReadFailure.Reason(error)}.");
        }

        return certificates.Count > 0 ? certificates : throw new InputException($"The file of certificates '{file}' holds none; it is a text that begins with -----BEGIN CERTIFICATE-----.");
    }

    private static (string Text, string Source)? First(params ReadOnlySpan<(string? Text, string Source)> candidates)
    {
        foreach (var (text, source) in candidates)
        {
            if (Known(text) is { } known)
            {
                return (known, source);
            }
        }

        return null;
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string ReadToken(string file)
    {
        try
        {
            var token = File.ReadAllText(file).Trim();
            return token.Length > 0 ? token : throw new InputException($"The token file '{file}' is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"The token file '{file}' cannot be read: {ReadFailure.Reason(error)}.");
        }
    }
}
