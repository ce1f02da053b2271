using DropoutSweep.Deploy.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Deploy.Tests.Kubernetes;

/// <summary>What one object says of another is so.</summary>
public sealed class ReferenceTests(Kustomization kustomization) : IClassFixture<Kustomization>
{
    /// <summary>What the user makes: the Secret with these keys, and the certificate of the address.</summary>
    private static readonly string[] s_secretKeys = ["token", "db-password"];

    public static TheoryData<string> Folders => [Kustomization.Base, Kustomization.Quickstart, Kustomization.OutsideDatabase];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_PodsReferToWhatIsThere(string folder)
    {
        var all = kustomization[folder];
        foreach (var owner in all.Where(one => one.Pod is not null))
        {
            Assert.True(Has(all, "ServiceAccount", owner.Pod.Text("serviceAccountName")), $"{owner}: its service account");
            foreach (var volume in owner.Pod.Each("volumes"))
            {
                Check(all, owner, volume);
            }

            foreach (var container in owner.AllContainers)
            {
                var volumes = owner.Pod.Each("volumes").Select(volume => volume.Text("name")).ToHashSet(StringComparer.Ordinal);
                Assert.All(container.Each("volumeMounts"), mount => Assert.Contains(mount.Text("name"), volumes));
                foreach (var key in container.Each("env").Select(variable => variable.At("valueFrom.configMapKeyRef")).OfType<YamlNode>())
                {
                    var map = Assert.Single(all, one => one.Kind is "ConfigMap" && string.Equals(one.Name, key.Text("name"), StringComparison.Ordinal));
                    Assert.NotNull(map.Node.At("data").Text(key.Text("key")!));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_SelectorsTakePods(string folder)
    {
        var all = kustomization[folder];
        foreach (var one in all.Where(one => one.Kind is "Deployment" or "StatefulSet"))
        {
            Assert.True(one.Takes(one.Node.At("spec.selector")), $"{one}: its own pods");
        }

        foreach (var one in all.Where(one => one.Kind is "StatefulSet"))
        {
            Assert.True(Has(all, "Service", one.Node.Text("spec.serviceName")), $"{one}: its service");
        }

        foreach (var one in all.Where(one => one.Kind is "PodDisruptionBudget"))
        {
            Assert.Single(all, other => other.Takes(one.Node.At("spec.selector")));
        }

        foreach (var one in all.Where(one => one.Kind is "NetworkPolicy"))
        {
            Assert.All(Selectors(one), selector => Assert.Contains(all, other => other.Takes(selector)));
        }

        foreach (var service in all.Where(one => one.Kind is "Service"))
        {
            var selector = new YamlMappingNode("matchLabels", service.Node.At("spec.selector")!);
            var pods = Assert.Single(all, other => other.Takes(selector));
            Assert.All(
                service.Node.Each("spec.ports"),
                port => Assert.Contains(pods.Containers.SelectMany(container => container.Each("ports")), open => string.Equals(open.Text("name"), port.Text("targetPort"), StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Render_IngressReachesThePageByTls()
    {
        var all = kustomization[Kustomization.OutsideDatabase];
        var ingress = Assert.Single(all, one => one.Kind is "Ingress");
        var rule = Assert.Single(ingress.Node.Each("spec.rules"));
        var tls = Assert.Single(ingress.Node.Each("spec.tls"));
        Assert.Equal(rule.Text("host"), Assert.Single(tls.Texts("hosts")));
        Assert.NotNull(tls.Text("secretName"));
        var backend = Assert.Single(rule.Each("http.paths")).At("backend.service");
        var service = Assert.Single(all, one => one.Kind is "Service" && string.Equals(one.Name, backend.Text("name"), StringComparison.Ordinal));
        Assert.Contains(service.Node.Each("spec.ports"), port => string.Equals(port.Text("name"), backend.Text("port.name"), StringComparison.Ordinal));
    }

    [Fact]
    public void Render_OutsideDatabaseLeavesNothingOfPostgres()
    {
        var all = kustomization[Kustomization.OutsideDatabase];
        Assert.DoesNotContain(all, one => string.Equals(one.Name, "postgres", StringComparison.Ordinal) || one.Kind is "PersistentVolumeClaim" or "StatefulSet");
        var store = Assert.Single(all, one => one.Kind is "ConfigMap").Node.Text("data.store");
        Assert.StartsWith("postgres://", store, StringComparison.Ordinal);
        Assert.Contains("sslmode=VerifyFull", store, StringComparison.Ordinal);
        Assert.DoesNotContain("@postgres/", store, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_StoreAddressesAreOnesThatSilosTake()
    {
        foreach (var folder in Folders.Select(row => row.Data))
        {
            var store = Assert.Single(kustomization[folder], one => one.Kind is "ConfigMap").Node.Text("data.store")!;
            // The password's file is in the pod, not here: it is all that may be wrong with the address.
            var error = Assert.Throws<ArgumentException>(() => Storage.SweepStores.Create(store, TimeProvider.System));
            Assert.Contains("/run/secrets/dropoutsweep/db-password", error.Message, StringComparison.Ordinal);
        }
    }

    private static void Check(IReadOnlyList<Manifest> all, Manifest owner, YamlNode volume)
    {
        if (volume.Text("persistentVolumeClaim.claimName") is { } claim)
        {
            Assert.True(Has(all, "PersistentVolumeClaim", claim), $"{owner}: claim {claim}");
        }
        else if (volume.At("secret") is { } secret)
        {
            Assert.Equal("dropoutsweep", secret.Text("secretName"));
            var keys = all.SingleOrDefault(one => one.Kind is "Secret")?.Node.Pairs("data").Select(pair => pair.Key) ?? s_secretKeys;
            Assert.All(secret.Each("items"), item => Assert.Contains(item.Text("key"), keys));
            Assert.NotEmpty(secret.Each("items"));
        }
        else
        {
            Assert.NotNull(volume.At("emptyDir"));
        }
    }

    private static IEnumerable<YamlNode> Selectors(Manifest policy) =>
        new[] { policy.Node.At("spec.podSelector") }
            .Concat(policy.Node.Each("spec.ingress").SelectMany(rule => rule.Each("from")).Select(peer => peer.At("podSelector")))
            .Concat(policy.Node.Each("spec.egress").SelectMany(rule => rule.Each("to")).Select(peer => peer.At("podSelector")))
            .OfType<YamlNode>();

    private static bool Has(IReadOnlyList<Manifest> all, string kind, string? name) =>
        all.Any(one => string.Equals(one.Kind, kind, StringComparison.Ordinal) && string.Equals(one.Name, name, StringComparison.Ordinal));
}
