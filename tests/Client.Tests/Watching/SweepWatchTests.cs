using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Client.Watching;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Client.Tests.Watching;

/// <summary>What is told of a sweep while it runs, over the real API.</summary>
public sealed class SweepWatchTests
{
    /// <summary>Trials may end sooner than somebody hears that the sweep has begun.</summary>
    [Fact]
    public async Task Watch_OfWhatHappenedBeforeItWasAskedFor_CountsEachEndOnce()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        using var client = cluster.Client();
        var submitted = await client.SweepAsync("one", TestCluster.Cancelled);
        await EndAsync(cluster, slots: 5);
        await cluster.ApplyAsync("one", SweepVerb.Pause);
        await cluster.ApplyAsync("one", SweepVerb.Resume);
        await EndAsync(cluster, slots: 3);
        var display = new RecordedDisplay();

        var ended = await new SweepWatch(client, TestSweep.Spec, display).RunAsync(submitted, TestCluster.Cancelled);

        Assert.Equal(8, ended!.Trials.Completed);
        Assert.Equal(Enumerable.Range(1, 8).Select(count => $"{count}/8"), display.Lines.Where(line => line.Contains("/8 ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]), StringComparer.Ordinal);
        Assert.Equal(["the sweep is running", "the sweep is paused", "the sweep is running", "the sweep is completed"], display.Lines.Where(line => line.StartsWith("the sweep", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    private static async Task EndAsync(TestCluster cluster, int slots)
    {
        var coordinators = new SweepCoordinators();
        foreach (var lease in await cluster.ClaimAsync(slots))
        {
            var end = new AttemptEnd { Attempt = lease.Attempt, Record = TestSweep.Completed(lease.Trial.Number, 0.9), Cost = 0.1 };
            Assert.NotNull(await cluster.Store.CompleteAsync(end, coordinators.Advance, TestCluster.Cancelled));
        }
    }

    private sealed class RecordedDisplay : IWatchDisplay
    {
        public List<string> Lines { get; } = [];

        public bool TellsEveryEnd => true;

        public Task ShowAsync(Func<Task> work) => work();

        public void Line(string text, bool bad) => Lines.Add(text);

        public void Show(SweepMoment at)
        {
            // Lines alone are looked at.
        }
    }
}
