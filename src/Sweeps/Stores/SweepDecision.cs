using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>What the coordinator decided; the store writes it as one.</summary>
public sealed record SweepDecision
{
    /// <summary>The sweep's state from now on.</summary>
    public required SweepState State { get; init; }

    /// <summary>Why, when that is not plain; otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>Trials that the sweep will have come to at its end.</summary>
    public required int Planned { get; init; }

    /// <summary>Trials to add, pending; their numbers go on where <see cref="SweepRecord.Created"/> stands.</summary>
    public IReadOnlyList<Trial> Create { get; init; } = [];

    /// <summary>
    /// Whether pending and running trials are cancelled, at once: attempts that run are refused from then on and
    /// stop when they learn of it.
    /// </summary>
    public bool CancelOpen { get; init; }

    /// <summary>
    /// Whether failed and cancelled trials become pending again, with their counts of crashes and losses at 0
    /// and without the results of their failed attempts.
    /// </summary>
    public bool RetryUnfinished { get; init; }

    /// <summary>Whether trials that the sweep has are changed.</summary>
    public bool ChangesTrials => CancelOpen || RetryUnfinished;

    /// <summary>Nothing changes.</summary>
    public static SweepDecision None(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new SweepDecision { State = sweep.State, Reason = sweep.Reason, Planned = sweep.Planned };
    }
}
