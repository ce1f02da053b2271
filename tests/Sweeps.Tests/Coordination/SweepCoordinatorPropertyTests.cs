using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Coordination;

/// <summary>What holds whatever happens to a sweep, in whatever order.</summary>
public sealed class SweepCoordinatorPropertyTests
{
    private static readonly SweepSpec[] s_specs =
    [
        Specs.Of(1),
        Specs.Of(4),
        Specs.Of(900),
        Specs.Of(900, "{trials: 1100}"),
        Specs.Of(4, "{trials: 5}"),
        Specs.Of(4, "{epochs: 20}"),
        Specs.Of(4, "{hours: 0.002}"),
    ];

    private static readonly (string Name, Action<CoordinatedSweep> Do)[] s_happenings =
    [
        .. Enum.GetValues<SweepVerb>().Select(verb => (verb.ToString(), (Action<CoordinatedSweep>)(sweep => sweep.Apply(verb)))),
        ("claim 1", sweep => sweep.Claim(1)),
        ("claim 3", sweep => sweep.Claim(3)),
        ("claim 700", sweep => sweep.Claim(700)),
        ("complete", sweep => sweep.End(TrialState.Completed)),
        ("complete all", sweep => CompleteRunning(sweep)),
        ("stop early", sweep => sweep.End(TrialState.StoppedEarly)),
        ("fail", sweep => sweep.End(TrialState.Failed)),
        ("release", sweep => sweep.Release()),
        ("advance", sweep => sweep.Advance()),
    ];

    [Fact]
    public void Decisions_AnyHistory_KeepTheRules() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60), Prop.ForAll(Histories(), history =>
        {
            var sweep = new CoordinatedSweep(s_specs[history.Spec]);
            foreach (var step in history.Steps)
            {
                s_happenings[step].Do(sweep);
                AssertRules(sweep);
                AssertAdvancingAgainChangesNothing(sweep);
            }
        }));

    [Fact]
    public void Decisions_AnyHistory_CanBeBroughtToAnEnd() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(40), Prop.ForAll(Histories(), history =>
        {
            var sweep = new CoordinatedSweep(s_specs[history.Spec]);
            foreach (var step in history.Steps)
            {
                s_happenings[step].Do(sweep);
            }

            sweep.Apply(SweepVerb.Resume);
            do
            {
                CompleteRunning(sweep);
            }
            while (sweep.Claim(2_000) > 0);

            Assert.True(sweep.Record.IsEnded, $"It rests {sweep.Record.State} with {sweep.Record.Trials}.");
            AssertRules(sweep);
        }));

    private static Arbitrary<(int Spec, int[] Steps)> Histories() =>
        Gen.Choose(0, s_specs.Length - 1)
            .SelectMany(spec => Gen.ArrayOf(Gen.Choose(0, s_happenings.Length - 1)).Select(steps => (spec, steps)))
            .ToArbitrary();

    private static void CompleteRunning(CoordinatedSweep sweep)
    {
        while (sweep.End(TrialState.Completed))
        {
        }
    }

    private static void AssertRules(CoordinatedSweep sweep)
    {
        var record = sweep.Record;
        var counts = record.Trials;
        var budget = sweep.Spec.Policy.Budget;
        var open = counts.Pending + counts.Running;
        Assert.InRange(record.Created, 0, budget.Trials ?? sweep.Spec.TrialCount);
        Assert.InRange(record.Created, 0, record.Planned);
        Assert.True(Enumerable.Range(0, record.Created).Sum(number => (long)(number % 2 == 0 ? 2 : 5)) <= (budget.Epochs ?? long.MaxValue));
        Assert.Equal(record.IsEnded, sweep.Ends > sweep.Retries);
        Assert.InRange(sweep.Ends - sweep.Retries, 0, 1);
        if (record.IsEnded)
        {
            Assert.Equal(0, open);
            Assert.True(record.State == SweepState.Cancelled || counts.Failed > 0 == (record.State == SweepState.CompletedWithFailures));
        }
        else
        {
            Assert.True(open > 0, $"{record.State} with nothing left to do.");
            Assert.True(record.State is not (SweepState.Queued or SweepState.Running) || counts.Pending > 0 || record.Created == record.Planned);
            Assert.True(record.State != SweepState.Queued || counts.Running + counts.Ended == 0);
            Assert.True(record.State != SweepState.Draining || counts.Running > 0);
        }
    }

    private static void AssertAdvancingAgainChangesNothing(CoordinatedSweep sweep)
    {
        var before = sweep.Record;
        sweep.Advance();
        Assert.Equal(before, sweep.Record);
    }
}
