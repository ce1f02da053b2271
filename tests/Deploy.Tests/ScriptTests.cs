using DropoutSweep.Deploy.Tests.Support;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Deploy.Tests;

/// <summary>The scripts of deploy/, as far as they need no container engine.</summary>
public sealed class ScriptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_SaysWhereThereIsNoEngine()
    {
        SkipOnWindows();
        using var path = new TemporaryFolder();
        foreach (var program in new[] { "bash", "dirname" })
        {
            File.CreateSymbolicLink(path[program], Command.Find(program)!);
        }

        var (code, output, _) = await Command.RunAsync(path["bash"], [Repository.PathOf("deploy", "check")], path.Root, Token);
        Assert.Equal(77, code);
        Assert.StartsWith("Nothing was checked: there is no container engine", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreMadeOnceAndForSilosToTake()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var script = Repository.PathOf("deploy", "secrets", "make");
        Assert.Equal(0, (await Command.RunAsync("sh", [script, folder["secrets"]], path: null, Token)).Code);
        var first = await ReadAsync(folder);
        Assert.All(first, secret => Assert.Matches("^[A-Za-z0-9]{40}$", secret));
        Assert.NotEqual(first[0], first[1]);

        var (code, output, _) = await Command.RunAsync("sh", [script, folder["secrets"]], path: null, Token);
        Assert.Equal((0, string.Empty), (code, output));
        Assert.Equal(first, await ReadAsync(folder));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a POSIX shell.");

    private static async Task<string[]> ReadAsync(TemporaryFolder folder) =>
        [await File.ReadAllTextAsync(Path.Combine(folder["secrets"], "token"), Token), await File.ReadAllTextAsync(Path.Combine(folder["secrets"], "db-password"), Token)];
}
