using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Tests.Support;
using Xunit;

namespace DropoutSweep.Client.Tests.Cluster;

public sealed class ClusterSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public ClusterSettingsTests()
    {
        _variables["XDG_CONFIG_HOME"] = _folder.Root;
        _variables["XDG_DATA_HOME"] = _folder.Root;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cluster_NothingSaid_IsTheDefaultWithoutAToken()
    {
        var settings = Reader().Cluster(cluster: null, tokenFile: null);
        Assert.Equal("http://127.0.0.1:5380/", Assert.Single(settings.Addresses).ToString());
        Assert.True(settings.IsDefault);
        Assert.Null(settings.Token);
        Assert.EndsWith("sweeps.db", Reader().Store(store: null), StringComparison.Ordinal);
    }

    [Fact]
    public void Cluster_OptionEnvironmentFile_TheFirstOfThemCounts()
    {
        Configure("cluster: http://file:1\ntoken: token-of-the-file\nstore: file.db\n");
        Assert.Equal("file", Reader().Cluster(null, null).Addresses[0].Host);
        Assert.Equal("token-of-the-file", Reader().Cluster(null, null).Token);
        Assert.Equal("file.db", Reader().Store(null));

        _variables[ClusterSettings.ClusterVariable] = "http://environment:1";
        _variables[ClusterSettings.TokenVariable] = "token-of-the-environment";
        _variables[ClusterSettings.StoreVariable] = "environment.db";
        Assert.Equal("environment", Reader().Cluster(null, null).Addresses[0].Host);
        Assert.Equal("token-of-the-environment", Reader().Cluster(null, null).Token);
        Assert.Equal("environment.db", Reader().Store(null));

        var file = _folder.Write("token", "token-of-the-option\n");
        var settings = Reader().Cluster("http://option:1,http://option:2", file);
        Assert.Equal(["http://option:1/", "http://option:2/"], settings.Addresses.Select(address => address.ToString()), StringComparer.Ordinal);
        Assert.Equal("token-of-the-option", settings.Token);
        Assert.Equal("option.db", Reader().Store("option.db"));
    }

    [Fact]
    public void Cluster_ListInTheFile_IsSeveralAddresses()
    {
        Configure("cluster: [http://a:1, 'http://b:2']\n");
        Assert.Equal(["a", "b"], Reader().Cluster(null, null).Addresses.Select(address => address.Host), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("clusters: http://a:1", ":1:1: found 'clusters'; the keys are cluster, token, store, ca")]
    [InlineData("cluster: {a: b}", "cluster is a text")]
    [InlineData("cluster: [", "config.yaml:")]
    [InlineData("- a", "a mapping")]
    public void Read_BadFile_NamesItAndWhatIsRight(string text, string expected)
    {
        Configure(text);
        var error = Assert.Throws<InputException>(() => Reader().Cluster(null, null));
        Assert.Contains("config.yaml", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void Read_EmptyFile_SaysNothing(string text)
    {
        Configure(text);
        Assert.True(Reader().Cluster(null, null).IsDefault);
    }

    [Fact]
    public void Cluster_RelativeConfigurationHome_IsIgnored()
    {
        Configure("cluster: http://file:1");
        _variables["XDG_CONFIG_HOME"] = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Root);
        _variables["HOME"] = _folder["home"];
        Assert.True(Reader().Cluster(null, null).IsDefault);
    }

    [Theory]
    [InlineData("127.0.0.1:5380")]
    [InlineData("ftp://a")]
    [InlineData("http://a/path")]
    [InlineData("http://a?x=1")]
    [InlineData(" , ")]
    public void Cluster_NoAddress_IsBadInputThatNamesItsSource(string text)
    {
        var error = Assert.Throws<InputException>(() => Reader().Cluster(text, null));
        Assert.StartsWith("--cluster: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5380", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cluster_PasswordInAnAddress_IsRefusedAndNotRepeated()
    {
        var error = Assert.Throws<InputException>(() => Reader().Cluster("http://me:secret@a:1", null));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_EmptyOrMissingFile_IsBadInput()
    {
        Assert.Contains("is empty", Assert.Throws<InputException>(() => Reader().Token(_folder.Write("empty", " \n"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<InputException>(() => Reader().Token(_folder["none"])).Message, StringComparison.Ordinal);
    }

    private void Configure(string text)
    {
        Directory.CreateDirectory(_folder["dropoutsweep"]);
        _folder.Write("dropoutsweep/config.yaml", text);
    }

    private ClusterSettingsReader Reader() => new(new ClientHost { Out = TextWriter.Null, Error = TextWriter.Null, Environment = name => _variables.GetValueOrDefault(name) });
}
