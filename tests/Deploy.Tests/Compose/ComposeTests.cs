using System.Text.RegularExpressions;
using DropoutSweep.Deploy.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace DropoutSweep.Deploy.Tests.Compose;

/// <summary>The compose file: safe by default, and what its example of settings says.</summary>
public sealed partial class ComposeTests
{
    private static readonly string s_text = Repository.Read("deploy", "compose.yaml");
    private static readonly YamlMappingNode s_file = Yaml.Documents(s_text).Single();

    public static TheoryData<string> Services => [.. s_file.Pairs("services").Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_IsLimitedAndLocked(string name)
    {
        var service = s_file.At($"services.{name}");
        Assert.Equal("true", service.Text("read_only"));
        Assert.Equal(["ALL"], service.Texts("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], service.Texts("security_opt"));
        foreach (var limit in new[] { "cpus", "mem_limit", "pids_limit", "restart", "logging" })
        {
            Assert.True(service.At(limit) is not null, limit);
        }

        Assert.Null(service.At("privileged"));
        Assert.DoesNotContain(service.Pairs("environment"), pair => (pair.Key.Contains("PASSWORD", StringComparison.Ordinal) || pair.Key.Contains("TOKEN", StringComparison.Ordinal)) && !pair.Key.EndsWith("_FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_OwnsTheOnePortOnThisMachine()
    {
        var publishing = s_file.Pairs("services").Where(pair => pair.Value.Each("ports").Any()).ToList();
        Assert.Equal(["page"], publishing.Select(pair => pair.Key));
        Assert.Equal("${PUBLISH:-127.0.0.1:5380}:5380", Assert.Single(publishing[0].Value.Texts("ports")));
        Assert.Equal(["silo", "--slots", "0"], publishing[0].Value.Texts("command").Take(3));
        Assert.Equal(["store"], s_file.Texts("services.silo.networks"));
        Assert.Equal("true", s_file.Text("networks.store.internal"));
    }

    [Fact]
    public void Stop_LeavesTimeForCheckpoints()
    {
        foreach (var name in new[] { "page", "silo" })
        {
            Assert.Equal("30s", s_file.Text($"services.{name}.stop_grace_period"));
        }
    }

    [Fact]
    public void Images_AreOfThisVersion()
    {
        Assert.Equal($"${{IMAGE:-dropoutsweep:{Repository.Version}}}", s_file.Text("services.silo.image"));
        var postgres = s_file.Text("services.db.image")!;
        var tag = PinnedTag().Match(postgres).Groups["tag"].Value;
        Assert.NotEmpty(tag);
        Assert.Contains($"newTag: {tag}", Repository.Read("deploy", "k8s", "base", "kustomization.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Example_HasEveryVariableWithItsDefault()
    {
        var defaults = Variable().Matches(s_text).ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        var example = Repository.Read("deploy", ".env.example").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        Assert.True(example.Remove("COMPOSE_PROJECT_NAME"));
        Assert.Equal(defaults.Select(group => group.Key).Order(StringComparer.Ordinal), example.Keys.Order(StringComparer.Ordinal));
        foreach (var group in defaults)
        {
            Assert.All(group, value => Assert.Equal(example[group.Key], value));
        }
    }

    [Fact]
    public void Store_IsAnAddressThatSilosTake()
    {
        var store = s_file.Text("services.silo.environment.DROPOUTSWEEP_STORE")!;
        var error = Assert.Throws<ArgumentException>(() => Storage.SweepStores.Create(store, TimeProvider.System));
        Assert.Contains("/run/secrets/db-password", error.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):-(?<value>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"postgres:(?<tag>\d+\.\d+-\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex PinnedTag();
}
