using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

public sealed class TrialRankingTests
{
    /// <summary>In whatever order trials end, the one kept is the one that the summary names.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void IsBetter_AnyOrder_AgreesWithTheSummary(int order)
    {
        var sweep = new Sweep();
        double[] validation = [0.5, 0.9, double.NaN, 0.9, 0.2, 0.9, 0.1, 0.95, 0.95, 0.3, 0.95, 0.4];
        var records = validation.Select((value, number) => new TrialRecord
        {
            Trial = sweep.Spec.Trial(number),
            State = number == 7 ? TrialState.Failed : TrialState.Completed,
            Result = TestRecords.Result(value),
        }).ToArray();
        var shuffled = order switch
        {
            0 => records,
            1 => records.Reverse().ToArray(),
            2 => [.. records.OrderBy(record => record.Trial.Number * 7 % 12)],
            _ => [.. records.OrderBy(record => record.Trial.Number * 5 % 12)],
        };

        TrialRecord? best = null;
        foreach (var record in shuffled)
        {
            if (TrialRanking.IsBetter(record, best, sweep.Spec.Objective))
            {
                best = record;
            }
        }

        Assert.Equal(8, best!.Trial.Number);
        Assert.Equal(best.Trial.Number, SweepSummarizer.Summarize(sweep.Spec, records).BestTrial);
    }
}
