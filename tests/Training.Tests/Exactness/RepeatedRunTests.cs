using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>The same configuration, seed and data give the same bits on every run, whatever runs beside it.</summary>
public sealed class RepeatedRunTests
{
    public static TheoryData<string> Names => [.. Scenarios.SmallNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Repeated_GivesTheSameBits(string name)
    {
        var scenario = Scenarios.Create(name);
        var first = Runs.ToEnd(scenario.Start());
        Assert.Equal(first, Runs.ToEnd(scenario.Start()));
        Assert.Equal(first, Runs.ToEnd(Scenarios.Create(name).Start()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_WithAnotherSeed_GivesOtherBits(string name)
    {
        var scenario = Scenarios.Create(name);
        var model = Runs.ToEnd(scenario.Start()).Split(' ')[0];
        var other = Runs.ToEnd((scenario with { Seed = scenario.Seed + 1 }).Start()).Split(' ')[0];
        var high = Runs.ToEnd((scenario with { Seed = scenario.Seed + (1UL << 32) }).Start()).Split(' ')[0];
        Assert.NotEqual(model, other);
        Assert.NotEqual(model, high);
    }

    [Fact]
    public async Task Run_BesideOtherTrials_GivesTheSameBits()
    {
        var alone = Scenarios.SmallNames.ToDictionary(name => name, name => Runs.ToEnd(Scenarios.Create(name).Start()), StringComparer.Ordinal);
        var cancellation = TestContext.Current.CancellationToken;
        var beside = await Task.WhenAll(Scenarios.SmallNames.Concat(Scenarios.SmallNames.Reverse()).Select(name => Task.Factory.StartNew(
            () => (name, Sums: Runs.ToEnd(Scenarios.Create(name).Start())), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.All(beside, run => Assert.Equal(alone[run.name], run.Sums));
    }

    [Fact]
    public async Task Run_SharingItsDataWithOtherThreads_GivesTheSameBits()
    {
        var scenario = Scenarios.Create("adam-bernoulli");
        var alone = Runs.ToEnd(scenario.Start());
        var cancellation = TestContext.Current.CancellationToken;
        var beside = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => Runs.ToEnd(scenario.Start()), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.All(beside, sums => Assert.Equal(alone, sums));
    }

    [Fact]
    public async Task Run_InAnotherProcess_GivesTheSameBits()
    {
        var here = Scenarios.SmallNames.Select(name => $"{name} {Runs.ToEnd(Scenarios.Create(name).Start())}");
        Assert.Equal(here, await ProbeProcess.RunAsync(null, ["run", .. Scenarios.SmallNames]));
    }
}
