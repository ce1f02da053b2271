using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Tests.Coordination;

/// <summary>A sweep in memory that does what decisions say, as the store's contract has it, and complains when one cannot be done.</summary>
internal sealed class CoordinatedSweep
{
    private readonly SweepCoordinator _coordinator;
    private readonly List<TrialState> _trials = [];
    private SweepState _state = SweepState.Queued;
    private string? _reason;
    private int _planned;
    private double _seconds;
    private bool _started;

    public CoordinatedSweep(SweepSpec spec)
    {
        Spec = spec;
        _coordinator = new SweepCoordinator(spec);
        Advance();
    }

    public SweepSpec Spec { get; }

    /// <summary>How often it has ended.</summary>
    public int Ends { get; private set; }

    /// <summary>How often it was taken up again after an end.</summary>
    public int Retries { get; private set; }

    /// <summary>The most trials that were pending at once.</summary>
    public int MostPending { get; private set; }

    public SweepRecord Record => new()
    {
        Id = "one",
        Name = Spec.Name,
        Specification = Spec.ResolvedYaml,
        SpecificationHash = Spec.Hash,
        State = _state,
        Reason = _reason,
        Planned = _planned,
        Created = _trials.Count,
        Trials = new TrialCounts
        {
            Pending = Count(TrialState.Pending),
            Running = Count(TrialState.Running),
            Completed = Count(TrialState.Completed),
            StoppedEarly = Count(TrialState.StoppedEarly),
            Failed = Count(TrialState.Failed),
            Cancelled = Count(TrialState.Cancelled),
        },
        Seconds = _seconds,
        SubmittedAt = DateTimeOffset.UnixEpoch,
        StartedAt = _started ? DateTimeOffset.UnixEpoch : null,
    };

    public void Advance() => Write(_coordinator.Advance(Record));

    public void Apply(SweepVerb verb) => Write(_coordinator.Apply(verb, Record));

    public string? Refusal(SweepVerb verb) => _coordinator.Refusal(verb, Record);

    /// <summary>Hands out pending trials, the lowest first, as a store does for a sweep that starts trials.</summary>
    public int Claim(int most)
    {
        var taken = 0;
        for (var number = 0; number < _trials.Count && taken < most && _state is SweepState.Queued or SweepState.Running; number++)
        {
            if (_trials[number] == TrialState.Pending)
            {
                _trials[number] = TrialState.Running;
                _started = true;
                taken++;
            }
        }

        Advance();
        return taken;
    }

    /// <summary>Ends the running trial with the lowest number, if one runs.</summary>
    public bool End(TrialState how, double seconds = 1) => Move(how, seconds);

    /// <summary>Gives the running trial with the lowest number back.</summary>
    public bool Release() => Move(TrialState.Pending, 0);

    /// <summary>Trains until nothing can be claimed.</summary>
    public void TrainAll(TrialState how = TrialState.Completed, double seconds = 1)
    {
        while (Claim(1) > 0)
        {
            End(how, seconds);
        }
    }

    private bool Move(TrialState to, double seconds)
    {
        var number = _trials.IndexOf(TrialState.Running);
        if (number < 0)
        {
            return false;
        }

        _trials[number] = to;
        _seconds += seconds;
        Advance();
        return true;
    }

    private void Write(SweepDecision decision)
    {
        var ended = Record.IsEnded;
        if (decision.RetryUnfinished)
        {
            Replace(state => state is TrialState.Failed or TrialState.Cancelled ? TrialState.Pending : state);
        }

        if (decision.CancelOpen)
        {
            Replace(state => state is TrialState.Pending or TrialState.Running ? TrialState.Cancelled : state);
        }

        foreach (var trial in decision.Create)
        {
            if (trial != Spec.Trial(_trials.Count))
            {
                throw new InvalidOperationException($"{trial} cannot be created after {_trials.Count} trials.");
            }

            _trials.Add(TrialState.Pending);
        }

        (_state, _reason, _planned) = (decision.State, decision.Reason, decision.Planned);
        Ends += !ended && Record.IsEnded ? 1 : 0;
        Retries += ended && !Record.IsEnded ? 1 : 0;
        MostPending = Math.Max(MostPending, Count(TrialState.Pending));
    }

    private void Replace(Func<TrialState, TrialState> by)
    {
        for (var number = 0; number < _trials.Count; number++)
        {
            _trials[number] = by(_trials[number]);
        }
    }

    private int Count(TrialState state) => _trials.Count(trial => trial == state);
}
