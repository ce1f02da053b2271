using System.Globalization;
using DropoutSweep.Deploy.Tests.Support;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Training.Data.Locating;
using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Deploy.Tests.Kubernetes;

/// <summary>Safe by default, in every rendering.</summary>
public sealed class SafetyTests(Kustomization kustomization) : IClassFixture<Kustomization>
{
    /// <summary>Seconds that a silo is given beyond what it takes to stop, for a busy node.</summary>
    private const double Spare = 10;

    public static TheoryData<string> Folders => ReferenceTests.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Containers_AreLimitedAndLocked(string folder)
    {
        foreach (var owner in kustomization[folder].Where(one => one.Pod is not null))
        {
            Assert.Equal("true", owner.Pod.Text("securityContext.runAsNonRoot"));
            Assert.NotEqual("0", owner.Pod.Text("securityContext.runAsUser"));
            Assert.Equal("RuntimeDefault", owner.Pod.Text("securityContext.seccompProfile.type"));
            Assert.Equal("false", owner.Pod.Text("automountServiceAccountToken"));
            foreach (var container in owner.AllContainers)
            {
                var name = $"{owner}: {container.Text("name")}";
                Assert.True(container.Text("securityContext.readOnlyRootFilesystem") is "true", name);
                Assert.True(container.Text("securityContext.allowPrivilegeEscalation") is "false", name);
                Assert.Equal(["ALL"], container.Texts("securityContext.capabilities.drop"));
                foreach (var resource in new[] { "requests.cpu", "requests.memory", "limits.cpu", "limits.memory" })
                {
                    Assert.True(container.Text($"resources.{resource}") is not null, $"{name}: {resource}");
                }

                // Memory that was not asked for can be taken away, by a kill.
                Assert.Equal(container.Text("resources.limits.memory"), container.Text("resources.requests.memory"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Containers_HaveProbes(string folder)
    {
        foreach (var container in kustomization[folder].Where(one => one.Pod is not null).SelectMany(one => one.Containers))
        {
            foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
            {
                Assert.True(container.At(probe).At("httpGet") is not null || container.At(probe).At("exec") is not null, $"{container.Text("name")}: {probe}");
            }

            if (container.At("livenessProbe.httpGet") is { } alive)
            {
                Assert.Equal(("/healthz", "/readyz"), (alive.Text("path"), container.Text("readinessProbe.httpGet.path")));
                Assert.Contains(container.Each("ports"), port => string.Equals(port.Text("name"), alive.Text("port"), StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Images_AreOfOneVersion(string folder)
    {
        foreach (var image in kustomization[folder].Where(one => one.Pod is not null).SelectMany(one => one.AllContainers).Select(one => one.Text("image")!))
        {
            Assert.True(image.StartsWith("postgres:15.", StringComparison.Ordinal) || string.Equals(image, $"dropoutsweep:{Repository.Version}", StringComparison.Ordinal), image);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Secrets_AreFilesOnly(string folder)
    {
        foreach (var variable in kustomization[folder].Where(one => one.Pod is not null).SelectMany(one => one.AllContainers).SelectMany(one => one.Each("env")))
        {
            var name = variable.Text("name")!;
            var secret = new[] { "PASSWORD", "TOKEN", "SECRET" }.Any(word => name.Contains(word, StringComparison.Ordinal));
            Assert.True(!secret || name.EndsWith("_FILE", StringComparison.Ordinal), $"{name} is in the environment");
            Assert.Null(variable.At("valueFrom.secretKeyRef"));
        }

        foreach (var map in kustomization[folder].Where(one => one.Kind is "ConfigMap"))
        {
            Assert.DoesNotContain(map.Node.Pairs("data"), pair => Uri.TryCreate(((YamlScalarNode)pair.Value).Value, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal));
        }

        // One is made from files that are not in the repository, the others are the user's.
        Assert.Equal(folder is Kustomization.Quickstart ? 1 : 0, kustomization[folder].Count(one => one.Kind is "Secret"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Silos_AskForTheProcessorsOfTheirSlots(string folder)
    {
        var silo = Assert.Single(Named(folder, "silo").Containers);
        Assert.Equal(silo.Text("resources.limits.cpu"), silo.Text("resources.requests.cpu"));
        Assert.True(int.TryParse(silo.Text("resources.limits.cpu"), CultureInfo.InvariantCulture, out var processors) && processors > 0);
        Assert.DoesNotContain("--slots", silo.Texts("args"));
        var page = Assert.Single(Named(folder, "page").Containers).Texts("args").ToList();
        Assert.Equal("0", page[page.IndexOf("--slots") + 1]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Silos_HaveTimeForTheirCheckpoints(string folder)
    {
        using var datasets = new FolderDatasetSource(new DatasetSources());
        var stopping = new SiloHostOptions { Store = "unused", Datasets = datasets }.Engine.StopWithin.TotalSeconds;
        foreach (var name in new[] { "silo", "page" })
        {
            var grace = double.Parse(Named(folder, name).Pod.Text("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture);
            Assert.True(grace >= stopping + Spare, $"{name}: {grace} s for a stop of {stopping} s");
            Assert.Single(kustomization[folder], one => one.Kind is "PodDisruptionBudget" && one.Node.Text("spec.maxUnavailable") is "1" && Named(folder, name).Takes(one.Node.At("spec.selector")));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Network_IsClosedButForThePage(string folder)
    {
        var policies = kustomization[folder].Where(one => one.Kind is "NetworkPolicy").ToList();
        var closed = Assert.Single(policies, one => one.Node.At("spec.podSelector") is YamlMappingNode { Children.Count: 0 } && !one.Node.Each("spec.ingress").Any() && !one.Node.Each("spec.egress").Any());
        Assert.Equal(["Ingress", "Egress"], closed.Node.Texts("spec.policyTypes"));
        var open = policies.Where(one => one.Node.Each("spec.ingress").Any(rule => !rule.Each("from").Any())).ToList();
        Assert.Equal(["page"], open.Select(one => one.Name));
        Assert.Equal(["page"], kustomization[folder].Where(one => one.Takes(open[0].Node.At("spec.podSelector"))).Select(one => one.Name));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Account_HasNoRights(string folder)
    {
        Assert.DoesNotContain(kustomization[folder], one => one.Kind.Contains("Role", StringComparison.Ordinal));
        Assert.Equal("false", Assert.Single(kustomization[folder], one => one.Kind is "ServiceAccount").Node.Text("automountServiceAccountToken"));
        Assert.Equal("restricted", Label(folder));
    }

    private string? Label(string folder) =>
        kustomization[folder].Single(one => one.Kind is "Namespace").Node.Pairs("metadata.labels")
            .Where(pair => pair.Key is "pod-security.kubernetes.io/enforce").Select(pair => ((YamlScalarNode)pair.Value).Value).SingleOrDefault();

    private Manifest Named(string folder, string name) =>
        kustomization[folder].Single(one => one.Kind is "Deployment" && string.Equals(one.Name, name, StringComparison.Ordinal));
}
