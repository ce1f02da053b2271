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
    private const int Window = 1_024;

    /// <summary>Trials are added when fewer than this are ready, many together: a cost spread over them.</summary>
    private const int LowWater = Window / 2;

    private readonly SweepSpec _spec;
    private readonly int _planned;

    /// <summary>A coordinator for the sweeps of one specification.</summary>
    public SweepCoordinator(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        _planned = Planned(spec);
    }

    /// <summary>What to do after something of the sweep has changed.</summary>
    public SweepDecision Advance(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (sweep.IsEnded)
        {
            return SweepDecision.None(sweep);
        }

        if (sweep.State is SweepState.Paused or SweepState.Draining)
        {
            return Rest(sweep);
        }

        if (HoursAreOver(sweep))
        {
            return End(sweep, "its budget of hours is used up") with { CancelOpen = true };
        }

        return Go(sweep);
    }

    /// <summary>Whether a verb can be applied to a sweep as it stands.</summary>
    public static bool CanApply(SweepVerb verb, SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return verb switch
        {
            SweepVerb.Pause => sweep.State is SweepState.Queued or SweepState.Running or SweepState.Draining or SweepState.Paused,
            SweepVerb.Resume => sweep.State is SweepState.Queued or SweepState.Running or SweepState.Draining or SweepState.Paused,
            SweepVerb.Drain => sweep.State is SweepState.Queued or SweepState.Running or SweepState.Draining or SweepState.Paused,
            SweepVerb.Cancel => !sweep.IsEnded || sweep.State == SweepState.Cancelled,
            SweepVerb.Retry => sweep.IsEnded,
            _ => false,
        };
    }

    /// <summary>What a verb does; nothing when it cannot be applied or is done already.</summary>
    public SweepDecision Apply(SweepVerb verb, SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (!CanApply(verb, sweep))
        {
            return SweepDecision.None(sweep);
        }

        return verb switch
        {
            SweepVerb.Pause => SweepDecision.None(sweep) with { State = SweepState.Paused, Reason = null },
            SweepVerb.Drain when sweep.State != SweepState.Paused => Advance(sweep with { State = SweepState.Draining, Reason = null }),
            SweepVerb.Resume when sweep.State is SweepState.Paused or SweepState.Draining => Advance(sweep with { State = SweepState.Running, Reason = null }),
            SweepVerb.Cancel when !sweep.IsEnded => SweepDecision.None(sweep) with { State = SweepState.Cancelled, Reason = null, CancelOpen = true },
            SweepVerb.Retry => Retry(sweep),
            _ => SweepDecision.None(sweep),
        };
    }

    private SweepDecision Retry(SweepRecord sweep)
    {
        var again = sweep.Trials.Failed + sweep.Trials.Cancelled;
        if (again == 0 && sweep.Created >= _planned)
        {
            return SweepDecision.None(sweep);
        }

        var trials = sweep.Trials with { Pending = sweep.Trials.Pending + again, Failed = 0, Cancelled = 0 };
        var reopened = sweep with { State = SweepState.Running, Reason = null, Trials = trials };
        return HoursAreOver(sweep)
            ? SweepDecision.None(sweep)
            : Go(reopened) with { RetryUnfinished = true };
    }

    /// <summary>Keeps trials ready, or ends the sweep when none is left.</summary>
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

        if (create.Count == 0 && sweep.Trials is { Pending: 0, Running: 0 })
        {
            return End(sweep, _planned < _spec.TrialCount ? "its budget is used up" : null);
        }

        var begun = sweep.Trials.Running > 0 || sweep.Trials.Ended > 0 || sweep.StartedAt is not null;
        return new SweepDecision
        {
            State = begun ? SweepState.Running : SweepState.Queued,
            Planned = _planned,
            Create = create,
        };
    }

    /// <summary>A sweep that starts nothing: at rest once nothing runs, and at its end when nothing is left.</summary>
    private SweepDecision Rest(SweepRecord sweep)
    {
        if (sweep.Trials.Running > 0)
        {
            return SweepDecision.None(sweep);
        }

        return sweep.Trials.Pending == 0 && sweep.Created >= _planned
            ? End(sweep, null)
            : SweepDecision.None(sweep) with { State = SweepState.Paused };
    }

    private static SweepDecision End(SweepRecord sweep, string? reason) => new()
    {
        State = sweep.Trials.Failed > 0 ? SweepState.CompletedWithFailures : SweepState.Completed,
        Reason = reason,
        Planned = sweep.Created,
    };

    private bool HoursAreOver(SweepRecord sweep) => _spec.Policy.Budget.Hours is { } hours && sweep.Seconds >= hours * 3_600;

    /// <summary>How many trials the specification and its budgets allow: a prefix of their numbers.</summary>
    private static int Planned(SweepSpec spec)
    {
        var trials = Math.Min(spec.TrialCount, spec.Policy.Budget.Trials ?? int.MaxValue);
        if (spec.Policy.Budget.Epochs is not { } epochs)
        {
            return trials;
        }

        long used = 0;
        for (var number = 0; number < trials; number++)
        {
            used += spec.Configuration(number % spec.ConfigurationCount).Training.Training.Epochs;
            if (used > epochs)
            {
                return number;
            }
        }

        return trials;
    }
}
