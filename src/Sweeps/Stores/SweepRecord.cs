namespace DropoutSweep.Sweeps.Stores;

/// <summary>A sweep as the store holds it.</summary>
public sealed record SweepRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The client's key; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The resolved specification, as YAML.</summary>
    public required string Specification { get; init; }

    /// <summary>The specification's hash, 64 hex digits.</summary>
    public required string SpecificationHash { get; init; }

    /// <summary>Where it stands.</summary>
    public required SweepState State { get; init; }

    /// <summary>Why it stands there, when that is not plain (such as a budget that is used up); otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>−100 to 100; sweeps of higher priority get free slots first.</summary>
    public int Priority { get; init; }

    /// <summary>Most trials at once, over all silos; null for no limit of its own.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Models kept: those of the best so many trials.</summary>
    public int KeepModels { get; init; } = 3;

    /// <summary>Crashes of a silo after which a trial fails.</summary>
    public int MaxCrashes { get; init; } = 3;

    /// <summary>The data that it is trained on; null until a silo has taken its first trial.</summary>
    public DatasetIdentity? Dataset { get; init; }

    /// <summary>Trials that it will have come to at its end, by its specification and budgets.</summary>
    public required int Planned { get; init; }

    /// <summary>Trials handed to the store so far: numbers 0 to this − 1.</summary>
    public int Created { get; init; }

    /// <summary>Trials in each state, among those created.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>Attempts lost with their silo (their trials went on elsewhere).</summary>
    public int Lost { get; init; }

    /// <summary>Epochs of trials that have ended.</summary>
    public long Epochs { get; init; }

    /// <summary>Seconds in slots over all trials, as reported so far: the running ones count with what they last reported.</summary>
    public double Seconds { get; init; }

    /// <summary>The best trial so far, null for none; with its cost (<see cref="AttemptEnd.Cost"/>).</summary>
    public int? BestTrial { get; init; }

    /// <summary>The best trial's cost; null for none.</summary>
    public double? BestCost { get; init; }

    /// <summary>Sequence number of its newest event.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was submitted, by the store's clock (UTC); likewise below.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When its first trial was handed out; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it has ended: completed, completed with failures, or cancelled.</summary>
    public bool IsEnded => State is SweepState.Completed or SweepState.CompletedWithFailures or SweepState.Cancelled;
}
