using System.Text;
using System.Text.Json;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>Real sweeps on the generated digits, by the real client in a process of its own.</summary>
public sealed class RunTests : IDisposable
{
    private const string Digits = """
        name: end-to-end
        dataset: digits
        model:
          layers: [24]
          dropout: {grid: [0, 0.3]}
        training: {epochs: 4, batch_size: 32}
        objective: {metric: validation_accuracy, at: best}
        replicates: 2
        """;

    private static readonly string[] ResultFiles = ["summary.json", "epochs.csv", "best.safetensors", "best-report.txt", "sweep.yaml"];

    /// <summary>What the sweep comes to when nothing disturbs it; worked out once.</summary>
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> s_undisturbed = new(RunUndisturbedAsync);

    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_KilledAgainAndAgain_EndsWithTheSameBits()
    {
        var spec = Write("sweep.yaml", Digits);
        var log = new StringBuilder();
        var kills = 0;
        for (var attempt = 0; ; attempt++)
        {
            using var client = ClientProcess.Start("run", spec, "--out", In("killed"), "--slots", "2", "--checkpoint-every", "0.02", "--no-report");
            if (attempt < 4 && await KillLaterAsync(client, attempt))
            {
                kills++;
                log.Append((await client.WaitAsync()).Error).AppendLine("killed");
                continue;
            }

            var (last, _, lastError) = await client.WaitAsync();
            log.Append(lastError);
            Assert.True(last == 0, lastError);
            break;
        }

        // Without a kill in mid-trial that was gone on from, the comparison would prove nothing.
        Assert.True(kills > 0);
        Assert.Contains("going on from its checkpoint", log.ToString(), StringComparison.Ordinal);
        await AssertSameAsUndisturbedAsync("killed");
    }

    [Fact]
    public async Task Run_Interrupted_ExitsWith130AndContinuesToTheSameBits()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        var spec = Write("sweep.yaml", Digits);
        using (var client = ClientProcess.Start("run", spec, "--out", In("stopped"), "--slots", "1", "--checkpoint-every", "0.02"))
        {
            await WaitForAsync(() => client.ErrorSoFar.Contains("trial 0", StringComparison.Ordinal));

            // Into the next trial, not between the two.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            client.SendInterrupt();
            var (exit, output, error) = await client.WaitAsync();
            Assert.Equal(130, exit);
            Assert.Empty(output);
            Assert.Contains("The same command continues.", error, StringComparison.Ordinal);
        }

        using (var summary = JsonDocument.Parse(await File.ReadAllBytesAsync(In("stopped/summary.json"), TestContext.Current.CancellationToken)))
        {
            Assert.InRange(summary.RootElement.GetProperty("completed").GetInt32(), 1, 3);
        }

        var again = await ClientProcess.RunAsync("run", spec, "--out", In("stopped"), "--slots", "1", "--no-report");
        Assert.True(again.Exit == 0, again.Error);
        Assert.Contains("going on from its checkpoint", again.Error, StringComparison.Ordinal);
        Assert.Contains("4 of 4 trials completed", again.Out, StringComparison.Ordinal);

        await AssertSameAsUndisturbedAsync("stopped");
    }

    [Fact]
    public async Task Run_Redirected_PrintsAPlainTableThatNamesTheData()
    {
        var spec = Write("sweep.yaml", Digits);
        var (exit, output, error) = await ClientProcess.RunAsync("run", spec, "--out", In("run"), "--set", "training.epochs=1", "--no-report");
        Assert.True(exit == 0, error);
        Assert.Contains("end-to-end on digits: 4 of 4 trials completed", output, StringComparison.Ordinal);
        Assert.Contains("not MNIST", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output + error);
        Assert.Equal(4, error.Split('\n').Count(line => line.Contains(" trial ", StringComparison.Ordinal) && line.Contains("validation", StringComparison.Ordinal)));
        foreach (var file in new[] { "trials.csv", "epochs.csv" })
        {
            Assert.All(
                (await File.ReadAllLinesAsync(Path.Combine(In("run"), file), TestContext.Current.CancellationToken)).Skip(1),
                line => Assert.Contains(",digits,", line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Run_Json_PrintsOnlyJson()
    {
        var spec = Write("sweep.yaml", Digits);
        var (exit, output, error) = await ClientProcess.RunAsync("run", spec, "--out", In("run"), "--set", "training.epochs=1", "--json", "--no-report");
        Assert.True(exit == 0, error);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(4, json.RootElement.GetProperty("completed").GetInt32());
        Assert.Equal("digits", json.RootElement.GetProperty("dataset").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Run_BadSpecification_ExitsWith2AndItsPlace()
    {
        var spec = Write("bad.yaml", Digits.Replace("batch_size: 32", "batch_sise: 32", StringComparison.Ordinal));
        var (exit, output, error) = await ClientProcess.RunAsync("run", spec, "--out", In("run"));
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.StartsWith($"error: {spec}:6:23: ", error, StringComparison.Ordinal);
        Assert.Contains("'batch_size'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("run")));
    }

    [Fact]
    public async Task Run_TwoProcessesOnOneFolder_TheSecondIsRefused()
    {
        var spec = Write("sweep.yaml", Digits);
        using var first = ClientProcess.Start("run", spec, "--out", In("run"), "--set", "training.epochs=50");
        await WaitForAsync(() => File.Exists(In("run/sweep.yaml")));
        var (exit, _, error) = await ClientProcess.RunAsync("run", spec, "--out", In("run"), "--set", "training.epochs=50");
        Assert.Equal(2, exit);
        Assert.Contains("Another process", error, StringComparison.Ordinal);
        first.Kill();
        await first.WaitAsync();
    }

    /// <summary>Kills some time after a running trial has a checkpoint: moments differ so that kills fall on checkpoints, records, epochs.</summary>
    private async Task<bool> KillLaterAsync(ClientProcess client, int attempt)
    {
        await WaitForAsync(() => client.HasExited || client.ErrorSoFar.Contains("at once", StringComparison.Ordinal));
        await using var store = SweepStores.Create(In("killed/.state/store.db"), TimeProvider.System);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        while (!client.HasExited && !await HasCheckpointAsync(store))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(attempt * 37 % 150), TestContext.Current.CancellationToken);
        if (client.HasExited)
        {
            return false;
        }

        client.Kill();
        return true;
    }

    private static async Task<bool> HasCheckpointAsync(ISweepStore store) =>
        (await store.ListTrialsAsync(new TrialQuery { Sweep = "end-to-end", States = [TrialState.Running] }, TestContext.Current.CancellationToken))
            .Trials.Any(trial => trial.HasCheckpoint);

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var i = 0; i < 2_000 && !condition(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }

        Assert.True(condition(), "The client did not get that far in 40 s.");
    }

    private async Task AssertSameAsUndisturbedAsync(string run)
    {
        foreach (var (file, expected) in await s_undisturbed.Value)
        {
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(await File.ReadAllBytesAsync(Path.Combine(In(run), file), TestContext.Current.CancellationToken)));
        }
    }

    private static async Task<Dictionary<string, byte[]>> RunUndisturbedAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;
        try
        {
            var spec = Path.Combine(folder, "spec.yaml");
            await File.WriteAllTextAsync(spec, Digits);
            var (exit, _, error) = await ClientProcess.RunAsync("run", spec, "--out", Path.Combine(folder, "run"), "--slots", "2", "--no-report");
            Assert.True(exit == 0, error);
            return ResultFiles.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(folder, "run", file)), StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }
}
