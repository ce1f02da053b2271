using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>
/// Decides about a sweep: which trials come next, and which state it is in. A pure function of the specification and
/// of what the store holds: no clock, no I/O, so that any engine on any silo decides alike, and again.
/// </summary>
public sealed class SweepCoordinator
{
    /// <summary>
    /// Trials kept ready for slots to take. Few, so that submitting a sweep of a million trials takes no time; enough
    /// that a thousand slots that end at once find work before the sweep is advanced again.
    /// </summary>
    internal const int Window = 1_024;

    /// <summary>Trials are added when fewer than this are ready, many together: a cost spread over them.</summary>
    internal const int LowWater = Window / 2;

    private readonly SweepSpec _spec;
    private readonly int _planned;

    /// <summary>A coordinator for the sweeps of one specification.</summary>
    public SweepCoordinator(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        _planned = PlannedTrials.Count(spec);
    }

    /// <summary>What to do after something of the sweep has changed.</summary>
    public SweepDecision Advance(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (sweep.IsEnded)
        {
            return SweepDecision.None(sweep);
        }

        if (NothingIsLeft(sweep))
        {
            return End(sweep, _planned < _spec.TrialCount ? BudgetIsUsedUp(PlannedTrials.Limit(_spec)) : null);
        }

        if (HoursAreOver(sweep))
        {
            return End(sweep, BudgetIsUsedUp("hours")) with { CancelOpen = true };
        }

        return sweep.State is SweepState.Paused or SweepState.Draining ? Rest(sweep) : Go(sweep);
    }

    /// <summary>Whether a verb can be applied to a sweep as it stands: whether <see cref="Refusal"/> has nothing against its state.</summary>
    public static bool CanApply(SweepVerb verb, SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return verb switch
        {
            SweepVerb.Pause or SweepVerb.Resume or SweepVerb.Drain => !sweep.IsEnded,
            SweepVerb.Cancel => !sweep.IsEnded || sweep.State == SweepState.Cancelled,
            SweepVerb.Retry => sweep.IsEnded,
            _ => false,
        };
    }

    /// <summary>
    /// Why a verb cannot be applied to a sweep as it stands, as the end of a sentence about it; null when it can. What
    /// is so already, such as pausing a paused sweep, can be asked for again; but a retry that has nothing to run
    /// says so.
    /// </summary>
    public string? Refusal(SweepVerb verb, SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (!CanApply(verb, sweep))
        {
            return verb switch
            {
                SweepVerb.Retry => "it has not ended; its failed trials can be retried once it has",
                SweepVerb.Cancel => "it has completed; nothing is left to cancel",
                _ when sweep.State == SweepState.Cancelled => "it has been cancelled; a retry takes it up again",
                _ => "it has completed; nothing is left to run",
            };
        }

        return verb != SweepVerb.Retry ? null
            : HoursAreOver(sweep) ? BudgetIsUsedUp("hours")
            : Unfinished(sweep) == 0 && sweep.Created >= _planned ? "every trial has completed; there is nothing to retry"
            : null;
    }

    /// <summary>What a verb does; nothing when it cannot be applied or is done already.</summary>
    public SweepDecision Apply(SweepVerb verb, SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (Refusal(verb, sweep) is not null)
        {
            return SweepDecision.None(sweep);
        }

        return verb switch
        {
            SweepVerb.Pause when sweep.State != SweepState.Paused => SweepDecision.None(sweep) with { State = SweepState.Paused, Reason = null },
            SweepVerb.Drain when sweep.State is SweepState.Queued or SweepState.Running => Advance(sweep with { State = SweepState.Draining, Reason = null }),
            SweepVerb.Resume when sweep.State is SweepState.Paused or SweepState.Draining => Advance(sweep with { State = SweepState.Running, Reason = null }),
            SweepVerb.Cancel when !sweep.IsEnded => SweepDecision.None(sweep) with { State = SweepState.Cancelled, Reason = null, CancelOpen = true },
            SweepVerb.Retry => Retry(sweep),
            _ => SweepDecision.None(sweep),
        };
    }

    private SweepDecision Retry(SweepRecord sweep)
    {
        var trials = sweep.Trials with { Pending = sweep.Trials.Pending + Unfinished(sweep), Failed = 0, Cancelled = 0 };
        return Go(sweep with { State = SweepState.Running, Reason = null, Trials = trials }) with { RetryUnfinished = true };
    }

    /// <summary>Keeps trials ready.</summary>
    private SweepDecision Go(SweepRecord sweep)
    {
        var create = new List<Trial>();
        if (sweep.Trials.Pending < LowWater)
        {
            var last = Math.Min(_planned, sweep.Created + Window - sweep.Trials.Pending);
            for (var number = sweep.Created; number < last; number++)
            {
                create.Add(_spec.Trial(number));
            }
        }

        var begun = sweep.Trials.Running > 0 || sweep.Trials.Ended > 0 || sweep.StartedAt is not null;
        return new SweepDecision
        {
            State = begun ? SweepState.Running : SweepState.Queued,
            Planned = _planned,
            Create = create,
        };
    }

    /// <summary>A sweep that starts nothing: at rest once nothing runs.</summary>
    private static SweepDecision Rest(SweepRecord sweep) =>
        sweep.Trials.Running > 0 ? SweepDecision.None(sweep) : SweepDecision.None(sweep) with { State = SweepState.Paused };

    private static SweepDecision End(SweepRecord sweep, string? reason) => new()
    {
        State = sweep.Trials.Failed > 0 ? SweepState.CompletedWithFailures : SweepState.Completed,
        Reason = reason,
        Planned = sweep.Created,
    };

    private bool NothingIsLeft(SweepRecord sweep) => sweep.Trials is { Pending: 0, Running: 0 } && sweep.Created >= _planned;

    private bool HoursAreOver(SweepRecord sweep) => _spec.Policy.Budget.Hours is { } hours && sweep.Seconds >= hours * 3_600;

    private static int Unfinished(SweepRecord sweep) => sweep.Trials.Failed + sweep.Trials.Cancelled;

    private static string BudgetIsUsedUp(string what) => $"its budget of {what} is used up";
}
