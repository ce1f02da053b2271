using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Coordination;

public sealed class SweepCoordinatorTests
{
    [Fact]
    public void Advance_LargeSweep_KeepsAWindowReadyAndRefillsItAtHalf()
    {
        var sweep = new CoordinatedSweep(Specs.Of(5_000));
        Assert.Equal((10_000, 1_024), (sweep.Record.Planned, sweep.Record.Created));

        sweep.Claim(512);
        Assert.Equal(1_024, sweep.Record.Created);

        sweep.Claim(1);
        Assert.Equal(1_024 + 513, sweep.Record.Created);
        Assert.Equal(1_024, sweep.MostPending);
    }

    [Fact]
    public void Advance_MoreClaimedThanTheWindow_GoesOnToTheLastTrialAndEndsOnce()
    {
        var sweep = new CoordinatedSweep(Specs.Of(1_100));

        Assert.Equal(SweepState.Queued, sweep.Record.State);
        while (sweep.Claim(2_000) > 0)
        {
            Assert.Equal(SweepState.Running, sweep.Record.State);
            while (sweep.End(TrialState.Completed))
            {
            }
        }

        Assert.Equal((SweepState.Completed, 2_200, 1), (sweep.Record.State, sweep.Record.Trials.Completed, sweep.Ends));
    }

    [Theory]
    [InlineData("{trials: 3}", 3, "trials")]
    [InlineData("{trials: 100}", 6, null)]
    [InlineData("{epochs: 1}", 0, "epochs")]
    [InlineData("{epochs: 2}", 1, "epochs")]
    [InlineData("{epochs: 6}", 1, "epochs")]
    [InlineData("{epochs: 7}", 2, "epochs")]
    [InlineData("{epochs: 8}", 2, "epochs")]
    [InlineData("{epochs: 16}", 5, "epochs")]
    [InlineData("{epochs: 20}", 5, "epochs")]
    [InlineData("{epochs: 21}", 6, null)]
    [InlineData("{epochs: 5000000000}", 6, null)]
    [InlineData("{trials: 2, epochs: 16}", 2, "trials")]
    [InlineData("{trials: 5, epochs: 7}", 2, "epochs")]
    public void Advance_BudgetOfTrialsOrEpochs_IsKeptExactly(string budget, int trials, string? usedUp)
    {
        var sweep = new CoordinatedSweep(Specs.Of(3, budget));

        sweep.TrainAll();

        Assert.Equal((SweepState.Completed, trials, trials, 1), (sweep.Record.State, sweep.Record.Planned, sweep.Record.Trials.Completed, sweep.Ends));
        Assert.Equal(usedUp is null ? null : $"its budget of {usedUp} is used up", sweep.Record.Reason);
    }

    [Fact]
    public void Advance_HoursUsedUp_EndsAndCancelsWhatRuns()
    {
        var sweep = new CoordinatedSweep(Specs.Of(3, "{hours: 1}"));
        sweep.Claim(3);

        sweep.End(TrialState.Completed, 3_599);
        Assert.Equal(SweepState.Running, sweep.Record.State);
        sweep.End(TrialState.Failed, 1);

        Assert.Equal((SweepState.CompletedWithFailures, "its budget of hours is used up"), (sweep.Record.State, sweep.Record.Reason));
        Assert.Equal(new TrialCounts { Completed = 1, Failed = 1, Cancelled = 4 }, sweep.Record.Trials);
        Assert.Equal("its budget of hours is used up", sweep.Refusal(SweepVerb.Retry));
    }

    [Fact]
    public void Advance_HoursUsedUpByTheLastTrial_IsAPlainEnd()
    {
        var sweep = new CoordinatedSweep(Specs.Of(1, "{hours: 1}"));

        sweep.TrainAll(seconds: 2_000);

        Assert.Equal((SweepState.Completed, null), (sweep.Record.State, sweep.Record.Reason));
    }

    [Theory]
    [InlineData(SweepVerb.Drain)]
    [InlineData(SweepVerb.Pause)]
    public void Advance_HoursUsedUpAtRest_Ends(SweepVerb verb)
    {
        var sweep = new CoordinatedSweep(Specs.Of(3, "{hours: 1}"));
        sweep.Claim(2);
        sweep.Apply(verb);

        sweep.End(TrialState.Completed, 3_600);

        Assert.Equal(SweepState.Completed, sweep.Record.State);
        Assert.Equal(0, sweep.Record.Trials.Running);
    }

    [Fact]
    public void Advance_FailedTrials_CompletesWithFailures()
    {
        var sweep = new CoordinatedSweep(Specs.Of(2));
        sweep.Claim(1);
        sweep.End(TrialState.Failed);
        sweep.TrainAll(TrialState.StoppedEarly);

        Assert.Equal((SweepState.CompletedWithFailures, null), (sweep.Record.State, sweep.Record.Reason));
    }

    [Fact]
    public void Drain_TrialsRun_EndsPausedOnceTheyAreDone()
    {
        var sweep = new CoordinatedSweep(Specs.Of(3));
        sweep.Claim(2);

        sweep.Apply(SweepVerb.Drain);
        Assert.Equal((SweepState.Draining, 0), (sweep.Record.State, sweep.Claim(1)));
        sweep.End(TrialState.Completed);
        Assert.Equal(SweepState.Draining, sweep.Record.State);
        sweep.End(TrialState.Completed);
        Assert.Equal(SweepState.Paused, sweep.Record.State);

        sweep.Apply(SweepVerb.Resume);
        sweep.TrainAll();
        Assert.Equal((SweepState.Completed, 6), (sweep.Record.State, sweep.Record.Trials.Completed));
    }

    [Fact]
    public void Drain_LastTrialsRun_EndsCompleted()
    {
        var sweep = new CoordinatedSweep(Specs.Of(1));
        sweep.Claim(2);
        sweep.Apply(SweepVerb.Drain);

        sweep.End(TrialState.Completed);
        sweep.End(TrialState.Completed);

        Assert.Equal((SweepState.Completed, 1), (sweep.Record.State, sweep.Ends));
    }

    [Fact]
    public void Pause_ThenReleasedAndResumed_LosesNothing()
    {
        var sweep = new CoordinatedSweep(Specs.Of(2));
        sweep.Claim(2);
        sweep.Apply(SweepVerb.Pause);
        sweep.Release();
        sweep.End(TrialState.Completed);
        Assert.Equal((SweepState.Paused, 0), (sweep.Record.State, sweep.Claim(1)));

        sweep.Apply(SweepVerb.Resume);
        Assert.Equal(SweepState.Running, sweep.Record.State);
        sweep.TrainAll();

        Assert.Equal(4, sweep.Record.Trials.Completed);
    }

    [Fact]
    public void Retry_AfterFailure_RunsTheFailedTrialsOnly()
    {
        var sweep = new CoordinatedSweep(Specs.Of(2));
        sweep.Claim(1);
        sweep.End(TrialState.Failed);
        sweep.TrainAll();

        sweep.Apply(SweepVerb.Retry);
        Assert.Equal(new TrialCounts { Pending = 1, Completed = 3 }, sweep.Record.Trials);
        Assert.Equal(SweepState.Running, sweep.Record.State);
        sweep.TrainAll();

        Assert.Equal((SweepState.Completed, 4, 2), (sweep.Record.State, sweep.Record.Trials.Completed, sweep.Ends));
    }

    [Fact]
    public void Retry_AfterCancel_RunsCancelledTrialsAndThoseNeverCreated()
    {
        var sweep = new CoordinatedSweep(Specs.Of(1_000));
        sweep.Claim(3);
        sweep.End(TrialState.Completed);
        sweep.Apply(SweepVerb.Cancel);
        Assert.Equal(new TrialCounts { Completed = 1, Cancelled = 1_023 }, sweep.Record.Trials);

        sweep.Apply(SweepVerb.Retry);
        sweep.TrainAll();

        Assert.Equal((SweepState.Completed, 2_000), (sweep.Record.State, sweep.Record.Trials.Completed));
    }

    [Fact]
    public void Retry_CancelledBeforeItBegan_IsQueuedAgain()
    {
        var sweep = new CoordinatedSweep(Specs.Of(2));
        sweep.Apply(SweepVerb.Cancel);

        sweep.Apply(SweepVerb.Retry);

        Assert.Equal((SweepState.Queued, 4), (sweep.Record.State, sweep.Record.Trials.Pending));
    }

    [Theory]
    [InlineData(SweepState.Queued, SweepVerb.Pause, SweepState.Paused)]
    [InlineData(SweepState.Queued, SweepVerb.Resume, SweepState.Queued)]
    [InlineData(SweepState.Queued, SweepVerb.Drain, SweepState.Paused)]
    [InlineData(SweepState.Queued, SweepVerb.Cancel, SweepState.Cancelled)]
    [InlineData(SweepState.Queued, SweepVerb.Retry, null)]
    [InlineData(SweepState.Running, SweepVerb.Pause, SweepState.Paused)]
    [InlineData(SweepState.Running, SweepVerb.Resume, SweepState.Running)]
    [InlineData(SweepState.Running, SweepVerb.Drain, SweepState.Draining)]
    [InlineData(SweepState.Running, SweepVerb.Cancel, SweepState.Cancelled)]
    [InlineData(SweepState.Running, SweepVerb.Retry, null)]
    [InlineData(SweepState.Paused, SweepVerb.Pause, SweepState.Paused)]
    [InlineData(SweepState.Paused, SweepVerb.Resume, SweepState.Running)]
    [InlineData(SweepState.Paused, SweepVerb.Drain, SweepState.Paused)]
    [InlineData(SweepState.Paused, SweepVerb.Cancel, SweepState.Cancelled)]
    [InlineData(SweepState.Paused, SweepVerb.Retry, null)]
    [InlineData(SweepState.Draining, SweepVerb.Pause, SweepState.Paused)]
    [InlineData(SweepState.Draining, SweepVerb.Resume, SweepState.Running)]
    [InlineData(SweepState.Draining, SweepVerb.Drain, SweepState.Draining)]
    [InlineData(SweepState.Draining, SweepVerb.Cancel, SweepState.Cancelled)]
    [InlineData(SweepState.Draining, SweepVerb.Retry, null)]
    [InlineData(SweepState.Completed, SweepVerb.Pause, null)]
    [InlineData(SweepState.Completed, SweepVerb.Resume, null)]
    [InlineData(SweepState.Completed, SweepVerb.Drain, null)]
    [InlineData(SweepState.Completed, SweepVerb.Cancel, null)]
    [InlineData(SweepState.Completed, SweepVerb.Retry, null)]
    [InlineData(SweepState.CompletedWithFailures, SweepVerb.Pause, null)]
    [InlineData(SweepState.CompletedWithFailures, SweepVerb.Resume, null)]
    [InlineData(SweepState.CompletedWithFailures, SweepVerb.Drain, null)]
    [InlineData(SweepState.CompletedWithFailures, SweepVerb.Cancel, null)]
    [InlineData(SweepState.CompletedWithFailures, SweepVerb.Retry, SweepState.Running)]
    [InlineData(SweepState.Cancelled, SweepVerb.Pause, null)]
    [InlineData(SweepState.Cancelled, SweepVerb.Resume, null)]
    [InlineData(SweepState.Cancelled, SweepVerb.Drain, null)]
    [InlineData(SweepState.Cancelled, SweepVerb.Cancel, SweepState.Cancelled)]
    [InlineData(SweepState.Cancelled, SweepVerb.Retry, SweepState.Running)]
    public void Apply_VerbInState_LeadsToStateOrIsRefused(SweepState from, SweepVerb verb, SweepState? to)
    {
        var sweep = In(from);
        Assert.Equal(from, sweep.Record.State);
        var before = sweep.Record;

        var refusal = sweep.Refusal(verb);
        sweep.Apply(verb);

        Assert.Equal(to is null, refusal is not null);
        Assert.Equal(to ?? from, sweep.Record.State);
        if (to is null || to == from)
        {
            Assert.Equal(before, sweep.Record);
        }
    }

    private static CoordinatedSweep In(SweepState state)
    {
        var sweep = new CoordinatedSweep(Specs.Of(2));
        if (state == SweepState.Queued)
        {
            return sweep;
        }

        sweep.Claim(2);
        switch (state)
        {
            case SweepState.Paused:
                sweep.Apply(SweepVerb.Pause);
                break;
            case SweepState.Draining:
                sweep.Apply(SweepVerb.Drain);
                break;
            case SweepState.Completed:
                sweep.End(TrialState.Completed);
                sweep.End(TrialState.Completed);
                sweep.TrainAll();
                break;
            case SweepState.CompletedWithFailures:
                sweep.End(TrialState.Failed);
                sweep.End(TrialState.Completed);
                sweep.TrainAll();
                break;
            case SweepState.Cancelled:
                sweep.Apply(SweepVerb.Cancel);
                break;
        }

        return sweep;
    }
}
