using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace DropoutSweep.Silo.Hosting;

/// <summary>
/// TLS by Kestrel's standard configuration, from the environment: <c>Kestrel__Certificates__Default__Path</c> with
/// <c>…__KeyPath</c> (PEM) or <c>…__Password</c> (PFX), and what else Kestrel takes for endpoints' defaults. A certificate's file that changes is
/// read again.
/// </summary>
internal static class TlsSettings
{
    private const string Prefix = "Kestrel__";
    private const string Certificate = "Certificates:Default";
    private static readonly string[] s_files = ["Path", "KeyPath"];

    /// <summary>Kestrel's configuration; null when no certificate is named, and the silo speaks plain HTTP.</summary>
    /// <param name="settings">The address that is served.</param>
    /// <exception cref="ApiOptionsException">The certificate's files are not there.</exception>
    public static IConfiguration? Read(ApiSettings settings)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();
        if (!given.GetSection(Certificate).Exists())
        {
            return null;
        }

        var missing = s_files
            .Select(key => given[$"{Certificate}:{key}"])
            .Where(file => file is not null && !File.Exists(file))
            .Select(file => $"The API's certificate: found no file '{file}', which {Prefix}Certificates__Default__… names.")
            .ToList();
        return missing.Count > 0
            ? throw new ApiOptionsException(missing)
            : new ConfigurationBuilder().AddConfiguration(given).AddInMemoryCollection([new("Endpoints:Api:Url", $"https://{HostOf(settings)}:{settings.Options.Port}")]).Build();
    }

    /// <summary>Whether an error is that Kestrel could not load the certificate.</summary>
    public static bool IsCertificates(Exception error) => error is CryptographicException or InvalidOperationException { InnerException: CryptographicException };

    private static string HostOf(ApiSettings settings) => settings.Address.Equals(System.Net.IPAddress.IPv6Any)
        ? "*"
        : settings.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{settings.Address}]" : settings.Address.ToString();
}
