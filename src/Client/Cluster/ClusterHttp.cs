using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DropoutSweep.Client.Cluster;

/// <summary>Makes the HTTP client for a cluster: its token, its certificates, no redirects and no limit of its own.</summary>
internal static class ClusterHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public static HttpClient Create(ClusterSettings settings)
    {
#pragma warning disable CA2000 // The client disposes its handler.
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,

            // A proxy cannot reach this machine's own address, and has no business with the token.
            UseProxy = !settings.Addresses.All(address => address.IsLoopback),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Policy(settings.Trusted) },
        })
#pragma warning restore CA2000
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (settings.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    /// <summary>Trusts the given certificates alone; names and dates are checked as always.</summary>
    private static X509ChainPolicy? Policy(X509Certificate2Collection? trusted)
    {
        if (trusted is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(trusted);
        return policy;
    }
}
