using DropoutSweep.Client.Completions;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("root", "--help")]
    [InlineData("run", "run", "--help")]
    [InlineData("describe", "describe", "--help")]
    [InlineData("init", "init", "--help")]
    [InlineData("data", "data", "--help")]
    [InlineData("data-list", "data", "list", "--help")]
    [InlineData("data-fetch", "data", "fetch", "--help")]
    [InlineData("schema", "schema", "--help")]
    [InlineData("completion", "completion", "--help")]
    [InlineData("up", "up", "--help")]
    [InlineData("submit", "submit", "--help")]
    [InlineData("watch", "watch", "--help")]
    [InlineData("list", "list", "--help")]
    [InlineData("status", "status", "--help")]
    [InlineData("trials", "trials", "--help")]
    [InlineData("pause", "pause", "--help")]
    [InlineData("resume", "resume", "--help")]
    [InlineData("drain", "drain", "--help")]
    [InlineData("cancel", "cancel", "--help")]
    [InlineData("retry", "retry", "--help")]
    [InlineData("export", "export", "--help")]
    [InlineData("backup", "backup", "--help")]
    [InlineData("prune", "prune", "--help")]
    [InlineData("silo", "silo", "--help")]
    [InlineData("health", "health", "--help")]
    [InlineData("doctor", "doctor", "--help")]
    public async Task Help_Command_ShowsOptionsAndAnExample(string name, params string[] args)
    {
        var (exit, output, error) = await TestClient.RunAsync(args);
        Assert.Equal(0, exit);
        Assert.Empty(error);
        Assert.Contains("Example", output, StringComparison.Ordinal);

        // The test host's name would stand where the program's name does.
        Snapshot.Matches($"help-{name}", output.Replace(System.CommandLine.RootCommand.ExecutableName, "dropoutsweep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_SaysBuildRuntimeVectorsEngines()
    {
        var (exit, output, _) = await TestClient.RunAsync("--version");
        Assert.Equal(0, exit);
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("dropoutsweep 0.", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("runtime: .NET 10", lines[1], StringComparison.Ordinal);
        Assert.Matches("^vectors: (512|256|128) bits", lines[2]);
        Assert.Equal($"engines: {Engines.Text}", lines[3]);
        Assert.StartsWith("engines: sql", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_Shell_PrintsItsScript(string shell)
    {
        var (exit, output, _) = await TestClient.RunAsync("completion", shell);
        Assert.Equal(0, exit);
        Snapshot.Matches($"completion-{shell}", output);
        Assert.Contains(shell, CompletionScripts.Shells, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("dropoutsweep ", "run describe init data schema completion")]
    [InlineData("dropoutsweep data ", "list fetch")]
    [InlineData("dropoutsweep run --", "--slots --out --set --data --json")]
    [InlineData("dropoutsweep data fetch ", "mnist fashion-mnist digits")]
    [InlineData("dropoutsweep ", "up submit watch list status trials pause resume drain cancel retry export prune silo doctor")]
    [InlineData("dropoutsweep up --", "--silos --slots --port --store --bind --token-file --data --lease --checkpoint-every")]
    [InlineData("dropoutsweep submit --", "--set --key --priority --watch --cluster --token-file")]
    [InlineData("dropoutsweep list --state ", "queued running completedWithFailures")]
    [InlineData("dropoutsweep trials x --sort ", "number objective seconds ended")]
    [InlineData("dropoutsweep completion ", "bash zsh fish pwsh")]
    public async Task Suggest_Line_OffersWhatFits(string line, string expected)
    {
        var (exit, output, _) = await TestClient.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, exit);
        var offered = output.Split('\n');
        Assert.All(expected.Split(' '), word => Assert.Contains(word, offered, StringComparer.Ordinal));
    }
}
