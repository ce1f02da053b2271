using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Commands;
using DropoutSweep.Client.Doctor;
using DropoutSweep.Client.Tests.Support;
using Xunit;

namespace DropoutSweep.Client.Tests.Doctor;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SomethingToDo_ExitsWithOneAndALineEach()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, await DoctorCommand.RunAsync(output, [new Fixed(Finding.Fine("here"))], TestCluster.Cancelled));
        Assert.Equal(1, await DoctorCommand.RunAsync(output, [new Fixed(Finding.ToDo("make it")), new Fixed(Finding.Fine("here"))], TestCluster.Cancelled));
        Assert.Equal("ok     thing      here\nto do  thing      make it\nok     thing      here\n", output.ToString());
    }

    [Fact]
    public async Task Doctor_ClusterThere_SaysSo()
    {
        await using var cluster = await TestCluster.StartAsync();
        var (exit, output, _) = await TestClient.RunAsync(cluster.Environment, "doctor", "--store", _folder["new.db"]);
        Assert.Equal(0, exit);
        Assert.Contains($"{cluster.Addresses[0].GetLeftPart(UriPartial.Authority)} answers (version 1.0", output, StringComparison.Ordinal);
        Assert.Contains($"{_folder["new.db"]} will be made", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["new.db"]));
        Assert.All(output.TrimEnd().Split('\n'), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_TokenWanted_IsSomethingToDo()
    {
        await using var cluster = await TestCluster.StartAsync(token: "a-token-of-tests-0123456789");
        var (exit, output, _) = await TestClient.RunAsync(cluster.Environment, "doctor", "--store", _folder["new.db"]);
        Assert.Equal(1, exit);
        Assert.Contains("to do  cluster", output, StringComparison.Ordinal);
        Assert.Contains("asks for a token", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_StoreOfAnotherKind_IsSomethingToDo()
    {
        var file = _folder.Write("notes.txt", new string('x', 5_000));
        Assert.False((await new StoreCheck(file, TimeProvider.System).LookAsync(TestCluster.Cancelled)).IsFine);
        Assert.Equal(new string('x', 5_000), await File.ReadAllTextAsync(file, TestCluster.Cancelled));
        Assert.False((await new StoreCheck(_folder.Root, TimeProvider.System).LookAsync(TestCluster.Cancelled)).IsFine);
    }

    [Fact]
    public async Task Look_TokenThatOthersCanRead_IsSomethingToDo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var file = _folder.Write("config.yaml", "token: a-token-of-tests-0123456789");
        var settings = new ClusterSettings([new Uri("http://127.0.0.1:1")], file, "a-token-of-tests-0123456789", file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var open = await new TokenCheck(settings, file).LookAsync(TestCluster.Cancelled);
        Assert.False(open.IsFine);
        Assert.Contains($"chmod 600 {file}", open.Text, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.True((await new TokenCheck(settings, file).LookAsync(TestCluster.Cancelled)).IsFine);
    }

    private sealed class Fixed(Finding finding) : IDoctorCheck
    {
        public string Name => "thing";

        public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(finding);
    }
}
