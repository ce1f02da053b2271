using DropoutSweep.Figures.BestSoFar;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.BestSoFar;

public sealed class BestSoFarDataTests
{
    [Fact]
    public void Records_ByTrial_AreThoseThatBeatAllBefore()
    {
        var spec = Made.Spec("layers: [64]", "replicates: 5");
        var data = BestSoFarData.Compute(SweepFigureInput.Of(spec, [.. new[] { 0.95, 0.94, 0.97, 0.97, 0.98 }.Select((value, number) => Made.Trial(spec, number, 0.9, 0.99, validation: value))]));

        Assert.Equal([0, 2, 4], data.Records(data.Trials).Select(trial => trial.Trial));
        Assert.False(data.HasTimes);
        Assert.StartsWith("The best validation accuracy so far is 98.00 %, that of trial 4;", data.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_Attempts_GiveTimesSinceTheFirst()
    {
        var input = Scenarios.Of("quickstart");
        var data = BestSoFarData.Compute(input);

        Assert.True(data.HasTimes);
        Assert.All(data.Trials, trial => Assert.Equal(
            (input.Attempts.Last(attempt => attempt.Trial == trial.Trial).EndedAt!.Value - Made.Start).TotalSeconds,
            trial.Seconds!.Value));
    }

    [Fact]
    public void Compute_LossAsObjective_LessIsBetter()
    {
        var data = BestSoFarData.Compute(Scenarios.Of("regression"));

        Assert.False(data.MoreIsBetter);
        var records = data.Records(data.Trials).Select(trial => trial.Value).ToList();
        Assert.Equal(records.OrderDescending(), records);
        Assert.Equal(data.Trials.Min(trial => trial.Value), records[^1]);
    }

    [Fact]
    public void Compute_Failures_AreMarked() => Assert.Equal([0, 3, 6, 9, 12, 15], BestSoFarData.Compute(Scenarios.Of("failures")).Failed);
}
