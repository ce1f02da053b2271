using DropoutSweep.Client.Results;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Client.Tests.Results;

public sealed class TallyTextTests
{
    /// <summary>Only what may still run is said to run: not what was cancelled, nor what the budget never reaches.</summary>
    [Fact]
    public void Of_BudgetAndCancelledTrials_TellsThemFromThoseStillToRun()
    {
        var spec = SweepSpecReader.Read("name: t\ndataset: digits\nmodel: {layers: [4]}\nreplicates: 8\nbudget: {trials: 5}\n", "t.yaml");
        TrialRecord[] records =
        [
            new() { Trial = spec.Trial(0), State = TrialState.Failed, Failure = new TrialFailure(TrialFailureKind.BadData, "no data") },
            new() { Trial = spec.Trial(1), State = TrialState.Cancelled },
        ];

        Assert.Equal("0 of 8 trials completed, 1 failed, 1 cancelled, 3 beyond the budget, 3 still to run", TallyText.Of(spec, SweepSummarizer.Summarize(spec, records)));
    }
}
