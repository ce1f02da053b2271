using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>A slot's turn, step by step: what goes to the desk, what is given back, and when an attempt is over.</summary>
public sealed class SlotTurnTests
{
    /// <summary>Weights of a model of more bytes than may wait.</summary>
    private const int Large = 1_000_000;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);
    private static readonly SweepSpec s_spec = SweepSpecReader.Read("name: test\ndataset: curve\nmodel: {layers: [4], output: linear}\nreplicates: 100", "test.yaml");
    private readonly ScriptedDesk _desk = new();
    private readonly ManualTimers _timers = new();
    private readonly List<Exception> _failures = [];
    private readonly List<bool> _quick = [];

    [Fact]
    public void Complete_OfTheLastOneBringsAllEnds()
    {
        var (turn, active, _) = Begin(handed: [3, 1]);
        using var _t = turn;
        Assert.True(End(turn, 0));
        Assert.Equal([1, 2, 3], active.All.Select(attempt => attempt.Id.Trial).Order());
        Assert.True(End(turn, 1));
        Assert.True(End(turn, 2));
        Assert.Equal(3, active.All.Count);
        Assert.True(End(turn, 3));
        Assert.Equal([[0], [1, 2, 3]], _desk.Calls.Select(call => call.Ended));
        Assert.Equal([4], active.All.Select(attempt => attempt.Id.Trial));

        // Only what was handed out with others has times of its own.
        Assert.Null(_desk.Ends[0].BeganAgo);
        Assert.True(_desk.Ends[1].BeganAgo >= _desk.Ends[1].EndedAgo && _desk.Ends[1].EndedAgo >= _desk.Ends[2].BeganAgo && _desk.Ends[3].EndedAgo > TimeSpan.Zero);
        Assert.True(End(turn, 4));
        Assert.Null(turn.Next());
        Assert.Empty(active.All);
    }

    [Fact]
    public void Timer_WritesWhatHasEndedAndGivesBackTheRest()
    {
        var (turn, active, returned) = Begin(handed: [4]);
        using var _t = turn;
        End(turn, 0);
        End(turn, 1);
        Assert.Equal(2, turn.Next()!.Id.Trial);
        _timers.Fire();
        Assert.Equal([1], _desk.Calls[^1].Ended);
        Assert.Equal(0, _desk.Calls[^1].Asked);
        Assert.Equal([3, 4], returned.Numbers);
        Assert.Equal([2], active.All.Select(attempt => attempt.Id.Trial));
    }

    [Fact]
    public void Complete_WithLargeModelsIsWrittenAtOnce_AndTheTimerStaysSet()
    {
        var (turn, active, returned) = Begin(handed: [4]);
        using var _t = turn;
        End(turn, 0);
        End(turn, 1, Large);
        Assert.Equal([1], _desk.Calls[^1].Ended);
        Assert.True(_timers.AreSet);
        Assert.Equal(2, turn.Next()!.Id.Trial);
        _timers.Fire();
        Assert.Equal([3, 4], returned.Numbers);
        Assert.Equal([2], active.All.Select(attempt => attempt.Id.Trial));
    }

    /// <summary>Kept or not: a store that keeps it would make it while it holds the sweep and others wait.</summary>
    [Theory]
    [InlineData(Large, false)]
    [InlineData(1000, true)]
    public void Pack_OfALargeModel_MakesItsFileAtOnce(int weights, bool later)
    {
        var (turn, _, _) = Begin(handed: []);
        using var _t = turn;
        var attempt = turn.Next()!;
        var record = new TrialRecord { Trial = attempt.Lease.Trial, State = TrialState.Completed };
        var (packed, changed) = (attempt.Pack(Model(weights, 1), record)!, Model(weights, 1));
        var content = attempt.Pack(changed, record)!;
        changed.Layers[0].Weights[0] = 2;
        Assert.Equal(later, !packed.Bytes.Span.SequenceEqual(content.Bytes.Span));
    }

    /// <summary>Nothing waits any more while the last end is on its way: the timer would find nothing, and take it for lateness.</summary>
    [Fact]
    public void Complete_OfTheLastOneStopsTheTimer()
    {
        var (turn, _, _) = Begin(handed: [2, 1]);
        using var _t = turn;
        End(turn, 0);
        Assert.True(_timers.AreSet);
        End(turn, 1);
        Assert.True(_timers.AreSet);
        End(turn, 2);
        Assert.False(_timers.AreSet);
    }

    [Fact]
    public void Next_GivesBackWhatWasToldToStop_AndDropsWhatWasAbandoned()
    {
        var (turn, active, returned) = Begin(handed: [4]);
        using var _t = turn;
        End(turn, 0);
        End(turn, 1);
        active.Tell(new AttemptId("a", 2, 1), AttemptDirective.Release);
        active.Tell(new AttemptId("a", 3, 1), AttemptDirective.Abandon);
        active.Tell(new AttemptId("a", 4, 1), AttemptDirective.Release);
        Assert.Null(turn.Next());
        Assert.Equal([2, 4], returned.Numbers);
        Assert.Equal([1], _desk.Calls[^1].Ended);
        Assert.Empty(active.All);
    }

    [Fact]
    public void Next_WhenGivingBackFails_NothingIsHeldForEver()
    {
        var (turn, active, _) = Begin(handed: [3], new InvalidOperationException("broken"));
        using var _t = turn;
        End(turn, 0);
        End(turn, 1);
        active.Tell(new AttemptId("a", 2, 1), AttemptDirective.Release);
        active.Tell(new AttemptId("a", 3, 1), AttemptDirective.Release);
        Assert.Throws<InvalidOperationException>(turn.Next);
        Assert.Empty(active.All);
    }

    [Fact]
    public void Settle_OfAnAttemptThatBroughtNoEndIsOverAtOnce()
    {
        var (turn, active, _) = Begin(handed: [2]);
        using var _t = turn;
        End(turn, 0);
        var attempt = turn.Next()!;
        turn.Settle(attempt);
        Assert.Equal([2], active.All.Select(one => one.Id.Trial));
        Assert.Empty(_failures);
    }

    [Fact]
    public void Complete_TellsOfItsOwnRefusalOnly()
    {
        _desk.Refused.UnionWith([1, 3]);
        var (turn, active, _) = Begin(handed: [3]);
        using var _t = turn;
        Assert.True(End(turn, 0));
        Assert.True(End(turn, 1));
        Assert.True(End(turn, 2));
        Assert.False(End(turn, 3));
        Assert.Empty(active.All);
    }

    /// <summary>Slots whose trials are not quick are freed, where an engine says so, for others to hand out what comes next.</summary>
    [Fact]
    public void Complete_SaysWhetherItsTrialsWereQuick()
    {
        var (turn, _, _) = Begin(handed: [1, 1, 2, 1, 1]);
        using var _t = turn;
        End(turn, 0);
        _timers.Pass(Within);
        End(turn, 1);
        End(turn, 2);

        // Two together: what counts is each one's share.
        End(turn, 3);
        _timers.Pass(Within * 1.5);
        End(turn, 4);
        End(turn, 5);
        Assert.Equal([true, false, true, true, true], _quick);
    }

    internal static TrialLease Lease(int trial) => new(new AttemptId("a", trial, 1), s_spec.Trial(trial), Slot: 0, Exclusive: false, HasCheckpoint: false);

    private (SlotTurn Turn, ActiveAttempts Active, ReturnedTrials Returned) Begin(IEnumerable<int> handed, Exception? error = null)
    {
        foreach (var count in handed)
        {
            _desk.Handed.Enqueue(count);
        }

        var (store, returned) = ReturnedTrials.Create(error);
        var services = new AttemptServices(
            store, _desk, new SweepCoordinators(), new EngineOptions { WaitForStore = false }, _timers, _ => { }, () => { }, CancellationToken.None);
        var active = new ActiveAttempts(services, () => { });
        var first = active.Add(Lease(0));
        first.Work = new SweepWork(s_spec, new DatasetIdentity("curve", "0"), Data: null, Failure: null, KeepsModels: true);
        var turn = new SlotTurn(
            first,
            active,
            services,
            (ahead, quick) =>
            {
                _quick.Add(quick);
                return new ClaimRequest { Silo = "s", Slots = [0], Lease = TimeSpan.FromMinutes(1), Ahead = ahead };
            },
            Within,
            _timers,
            NullLogger.Instance,
            _failures.Add);
        return (turn, active, returned);
    }

    /// <summary>The slot comes to a trial, and ends it.</summary>
    private static bool End(SlotTurn turn, int trial, int weights = 0)
    {
        var attempt = turn.Next()!;
        Assert.Equal(trial, attempt.Id.Trial);
        var record = new TrialRecord { Trial = attempt.Lease.Trial, State = TrialState.Completed };
        var accepted = attempt.Complete(record, weights == 0 ? null : attempt.Pack(Model(weights, 0), record));
        turn.Settle(attempt);
        return accepted;
    }

    private static TrainedModel Model(int weights, float first) => new()
    {
        Options = new ModelOptions { Hidden = [] },
        Inputs = weights,
        Outputs = 1,
        Layers = [new DenseWeights(weights, 1, [first, .. new float[weights - 1]], [0])],
    };
}
