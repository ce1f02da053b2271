using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>Trials that take less time than asking the store for them: slots are handed several at once.</summary>
public abstract class QuickTrialsConformance(EngineKind engine)
{
    private const int Trials = 600;
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_QuickTrials_AreWrittenTogetherAndOnceEach()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(Trials);

        // Long enough that no stall of a busy machine counts as a slow trial, whose slot gives up what it holds.
        room.Start(checkpoints: Never, ahead: TimeSpan.FromSeconds(30));
        var ended = await room.WaitForEndAsync(sweep);

        Assert.Equal((Trials, 0, Trials * 3L), (ended.Trials.Completed, ended.Lost, ended.Epochs));
        Assert.Equal(Enumerable.Range(1, Trials).Select(seed => ((ulong)seed, 0)), room.Trainer.Begun);
        var events = await room.Store.ReadEventsAsync(sweep, 0, 10_000, Token);
        Assert.Equal(Enumerable.Range(1, (int)ended.Sequence).Select(i => (long)i), events.Select(happened => happened.Sequence));

        // All of one transaction have its time.
        var written = events.Where(happened => happened.Kind is SweepEventKinds.Ended).Select(happened => happened.At).ToList();
        Assert.Equal(Trials, written.Count);
        Assert.InRange(written.Distinct().Count(), 1, Trials / 2);

        // Though they were written together, each has its own time in the slot.
        var attempts = await room.Store.ListAttemptsAsync(sweep, trial: null, Token);
        Assert.All(attempts, attempt => Assert.Equal((1, AttemptOutcome.Completed), (attempt.Attempt, attempt.Outcome)));
        Assert.Equal(Trials, attempts.Select(attempt => attempt.StartedAt).Distinct().Count());
        Assert.All(attempts, attempt => Assert.True(attempt.EndedAt >= attempt.StartedAt));

        // A slot has one trial at a time: none begins before the one ahead of it has ended.
        Assert.All(
            attempts.GroupBy(attempt => attempt.Slot).SelectMany(slot => slot.Zip(slot.Skip(1))),
            pair => Assert.True(pair.Second.StartedAt >= pair.First.EndedAt, $"{pair.First} and {pair.Second}"));
    }

    [Fact]
    public async Task Run_SlowTrialAmongQuickOnes_OthersDoNotWaitBehindIt()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(Trials);
        room.Trainer.Close(200);
        room.Start(slots: 2, checkpoints: Never);
        var waiting = await room.WaitForAsync(sweep, record => record.Trials.Completed == Trials - 1, "all trials but one");
        Assert.Equal((1, 0), (waiting.Trials.Running, waiting.Lost));

        room.Trainer.OpenAll();
        await room.WaitForEndAsync(sweep);
        Assert.Equal(Trials, room.Trainer.Begun.Count);
    }

    /// <summary>
    /// An error while the model is written is the program's: the engine ends, and is not held up by the attempt, whose trial is
    /// under suspicion.
    /// </summary>
    [Fact]
    public async Task Run_ModelThatCannotBeWritten_EndsAtOnce()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        room.Trainer.BrokenModels = true;
        var sweep = await room.SubmitAsync(3);
        var stop = room.Start(checkpoints: Never);
        await Assert.ThrowsAnyAsync<Exception>(() => room.EndOfAsync(0).WaitAsync(TimeSpan.FromSeconds(6), Token));
        Assert.DoesNotContain(await room.Store.ListSilosAsync(Token), silo => silo.Alive);
        var trials = await room.Store.ListTrialsAsync(new TrialQuery { Sweep = sweep }, Token);
        Assert.Equal([1, 0, 0], trials.Trials.Select(trial => trial.Crashes).OrderDescending());
        await Assert.ThrowsAnyAsync<Exception>(stop);
    }

    [Fact]
    public async Task Pause_GivesBackWhatWasHandedOutAhead()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var (sweep, _) = await BeginAsync(room);
        await room.ApplyAsync(sweep, SweepVerb.Pause);
        var paused = await room.WaitForAsync(sweep, record => record.Trials.Running == 0, "the slot to stop");
        Assert.Equal((SweepState.Paused, 0), (paused.State, paused.Lost));

        room.Trainer.OpenAll();
        await room.ApplyAsync(sweep, SweepVerb.Resume);
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((SweepState.Completed, Trials, 0), (ended.State, ended.Trials.Completed, ended.Lost));
    }

    [Fact]
    public async Task Stop_WritesWhatHasEndedAndGivesTheRestBack()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var (sweep, stop) = await BeginAsync(room);
        await stop();

        var stopped = await room.FindAsync(sweep);
        Assert.Equal((0, 0), (stopped.Trials.Running, stopped.Lost));
        Assert.InRange(room.Trainer.Begun.Count, stopped.Trials.Completed, stopped.Trials.Completed + 1);

        room.Trainer.OpenAll();
        room.Start(checkpoints: Never);
        Assert.Equal((Trials, 0), await Counted());

        async Task<(int Completed, int Lost)> Counted()
        {
            var ended = await room.WaitForEndAsync(sweep);
            return (ended.Trials.Completed, ended.Lost);
        }
    }

    [Fact]
    public async Task Cancel_NothingMoreIsTrained()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var (sweep, _) = await BeginAsync(room);
        await room.ApplyAsync(sweep, SweepVerb.Cancel);
        var cancelled = await room.FindAsync(sweep);
        Assert.Equal(Trials, cancelled.Trials.Completed + cancelled.Trials.Cancelled);

        // The slot is free for others, and what it had of this sweep has come to nothing.
        var other = await room.SubmitAsync(1, "seed: 5000", "other");
        Assert.Equal(SweepState.Completed, (await room.WaitForEndAsync(other)).State);
        Assert.Equal(cancelled.Trials, (await room.FindAsync(sweep)).Trials);
    }

    /// <summary>Hours are counted as trials end: one at a time, so that the budget is exact.</summary>
    [Fact]
    public async Task Run_BudgetOfHours_OneAtATime()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(100, "budget: {hours: 1}");
        room.Start(checkpoints: Never);
        await room.WaitForEndAsync(sweep);
        var events = await room.Store.ReadEventsAsync(sweep, 0, 10_000, Token);
        Assert.Equal(100, events.Where(happened => happened.Kind is SweepEventKinds.Ended).Select(happened => happened.At).Distinct().Count());
    }

    /// <summary>A sweep in the midst of its quick trials, of which one a good way on takes its time.</summary>
    private static async Task<(string Sweep, Func<Task> Stop)> BeginAsync(EngineRoom room)
    {
        var sweep = await room.SubmitAsync(Trials);
        room.Trainer.Close(300);
        var stop = room.Start(checkpoints: Never);
        await room.WaitForAsync(sweep, record => record.Trials.Completed >= 100, "a hundred trials");
        return (sweep, stop);
    }
}
