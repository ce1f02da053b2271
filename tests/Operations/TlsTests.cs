using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DropoutSweep.EndToEnd;
using Xunit;

namespace DropoutSweep.Operations;

/// <summary>A silo with a certificate of the test's own making, and the client.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Silo_WithACertificate_SpeaksTlsToThoseWhoTrustIt()
    {
        WriteCertificate("server", "127.0.0.1");
        WriteCertificate("other", "127.0.0.1");
        using var silo = Silo("server.pem", "server.key");
        var cluster = await silo.AddressesAsync(1);
        Assert.StartsWith("https://127.0.0.1:", cluster, StringComparison.Ordinal);

        var trusted = await ClusterProcess.RunAsync(_folder, "list", "--cluster", cluster, "--ca-file", In("server.pem"));
        Assert.True(trusted.Exit == 0, trusted.Error);
        foreach (var more in new string[][] { [], ["--ca-file", In("other.pem")] })
        {
            var (exit, _, error) = await ClusterProcess.RunAsync(_folder, ["list", "--cluster", cluster, .. more]);
            Assert.Equal(1, exit);
            Assert.Contains("the secure connection failed", error, StringComparison.Ordinal);
        }

        // Named by another name than the certificate's it is not the silo's.
        var named = await ClusterProcess.RunAsync(_folder, "list", "--cluster", cluster.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "--ca-file", In("server.pem"));
        Assert.Equal(1, named.Exit);
        using var http = new HttpClient();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri(cluster.Replace("https", "http", StringComparison.Ordinal) + "/healthz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Silo_WhoseCertificateCannotBeUsed_EndsWithTwoAndSaysSo()
    {
        WriteCertificate("server", "127.0.0.1");
        File.WriteAllText(In("broken.pem"), "no certificate");
        foreach (var (certificate, key, text) in new[] { ("missing.pem", "server.key", "found no file"), ("broken.pem", "server.key", "certificate cannot be used") })
        {
            using var silo = Silo(certificate, key);
            Assert.True(await silo.WaitAsync() == 2, silo.Error);
            Assert.Contains(text, silo.Error, StringComparison.Ordinal);
        }
    }

    private ClusterProcess Silo(string certificate, string key) => ClusterProcess.Start(
        _folder,
        [],
        [("Kestrel__Certificates__Default__Path", In(certificate)), ("Kestrel__Certificates__Default__KeyPath", In(key))],
        "silo", "--slots", "0", "--port", "0");

    private void WriteCertificate(string name, string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=dropoutsweep test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(In(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In(name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }

    private string In(string name) => Path.Combine(_folder, name);
}
