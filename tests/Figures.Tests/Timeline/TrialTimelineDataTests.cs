using DropoutSweep.Figures.Tests.Support;
using DropoutSweep.Figures.Timeline;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Figures.Tests.Timeline;

public sealed class TrialTimelineDataTests
{
    [Fact]
    public void Compute_AttemptsOfTwoSilos_AreRowsOfTheirSlots()
    {
        var data = TrialTimelineData.Compute(Input(
            Attempt(0, 1, "ada", 1, 0, 4, AttemptOutcome.Completed),
            Attempt(1, 1, "ada", 0, 1, 3, AttemptOutcome.Lost),
            Attempt(1, 2, "bohr", 0, 5, 9, AttemptOutcome.Completed),
            Attempt(2, 1, "bohr", 0, 2, 4, AttemptOutcome.Failed)));

        Assert.Equal([new("ada", 0), new("ada", 1), new("bohr", 0)], data.Rows);
        Assert.Equal(
            [(0, 1, 3, TimelineOutcome.Lost, false), (1, 0, 4, TimelineOutcome.Completed, false), (2, 2, 4, TimelineOutcome.Failed, false), (2, 5, 9, TimelineOutcome.Completed, true)],
            data.Bars.Select(bar => (bar.Row, (int)bar.Start, (int)bar.End, bar.Outcome, bar.IsRetry)));
        Assert.Equal(9, data.Seconds);
        Assert.Equal("4 attempts at 3 trials in 3 slots of 2 silos within 9.0 s; slots were busy 44 % of the time. Of the attempts, 1 was a retry, 1 was lost with its silo, 1 failed.", data.Caption);
    }

    [Fact]
    public void Compute_Running_LastsUntilNow()
    {
        var input = Input(Attempt(0, 1, "ada", 0, 0, null, null));

        Assert.Equal(7, TrialTimelineData.Compute(input with { Now = Made.Start.AddSeconds(7) }).Bars.Single().End);
        Assert.Equal(TimelineOutcome.Running, TrialTimelineData.Compute(input).Bars.Single().Outcome);
    }

    [Fact]
    public void Compute_Ended_DoesNotDependOnNow()
    {
        var input = Input(Attempt(0, 1, "ada", 0, 0, 4, AttemptOutcome.Completed));

        Assert.Equal(4, TrialTimelineData.Compute(input with { Now = Made.Start.AddDays(1) }).Seconds);
    }

    /// <summary>Handed out ahead of its turn and given back before it began: in no slot, and what follows it repeats nothing.</summary>
    [Fact]
    public void Compute_GivenBackBeforeItBegan_IsLeftOut()
    {
        var data = TrialTimelineData.Compute(Input(
            Attempt(0, 1, "ada", 0, 0, 4, AttemptOutcome.Completed),
            Attempt(1, 1, "ada", 0, 3, 3, AttemptOutcome.Released),
            Attempt(1, 2, "ada", 1, 4, 8, AttemptOutcome.Completed)));

        Assert.Equal([(0, false), (4, false)], data.Bars.Select(bar => ((int)bar.Start, bar.IsRetry)));
        Assert.Equal("2 attempts at 2 trials in 2 slots of 1 silo within 8.0 s; slots were busy 50 % of the time. None had to be repeated.", data.Caption);
    }

    private static SweepFigureInput Input(params AttemptRecord[] attempts) =>
        SweepFigureInput.Of(Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "replicates: 2"), []) with { Attempts = attempts };

    private static AttemptRecord Attempt(int trial, int attempt, string silo, int slot, double start, double? end, AttemptOutcome? outcome) => new()
    {
        Trial = trial,
        Attempt = attempt,
        Silo = silo,
        Slot = slot,
        StartedAt = Made.Start.AddSeconds(start),
        EndedAt = end is { } seconds ? Made.Start.AddSeconds(seconds) : null,
        Outcome = outcome,
    };
}
