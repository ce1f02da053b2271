using System.Globalization;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>What a silo does while it has nothing to do.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public async Task Run_BeforeAProcessesFirstTrial_LeavesTheCompilerLittleToDo()
    {
        var cold = await CompiledAsync("first");
        var warm = await CompiledAsync("first", "warm");

        Assert.True(cold > 200, $"{cold} methods without a warm-up.");
        Assert.InRange(warm, 0, cold / 3);
    }

    [Fact]
    public async Task Run_BeforeATrial_ChangesNoResult()
    {
        string[] names = ["adam-bernoulli", "sgd-gaussian"];
        var without = await ProbeProcess.RunAsync(null, ["run", .. names]);

        TrainingWarmUp.Run();

        Assert.Equal(without, names.Select(name => $"{name} {Probe.Runs.ToEnd(Probe.Scenarios.Create(name).Start())}"));
    }

    private static async Task<int> CompiledAsync(params string[] arguments) =>
        int.Parse(Assert.Single(await ProbeProcess.RunAsync(null, arguments)), CultureInfo.InvariantCulture);
}
