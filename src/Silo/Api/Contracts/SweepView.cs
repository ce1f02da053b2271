using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A sweep as the API shows it. Times are UTC by the store's clock.</summary>
public sealed record SweepView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The key that it was submitted with; absent for none.</summary>
    public string? Key { get; init; }

    /// <summary>Where it stands.</summary>
    public required SweepState State { get; init; }

    /// <summary>Why it stands there, when that is not plain.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of what decides its results, 64 hex digits.</summary>
    public required string SpecificationHash { get; init; }

    /// <summary>The data that it is trained on; absent until its first trial is started.</summary>
    public DatasetIdentity? Dataset { get; init; }

    /// <summary>−100 to 100; sweeps of higher priority get free slots first.</summary>
    public required int Priority { get; init; }

    /// <summary>Most trials at once; absent for no limit of its own.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Models kept: those of the best so many trials.</summary>
    public required int KeepModels { get; init; }

    /// <summary>Crashes of a silo after which a trial fails.</summary>
    public required int MaxCrashes { get; init; }

    /// <summary>Trials that it will have come to at its end.</summary>
    public required int Planned { get; init; }

    /// <summary>Trials handed to the store so far.</summary>
    public required int Created { get; init; }

    /// <summary>Trials in each state, among those created.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>Attempts lost with their silo; their trials went on elsewhere.</summary>
    public required int Lost { get; init; }

    /// <summary>Epochs of trials that have ended; those of running ones are told by trial.</summary>
    public required long Epochs { get; init; }

    /// <summary>Seconds in slots over all trials, the running ones included.</summary>
    public required double Seconds { get; init; }

    /// <summary>The best trial so far, by the objective; absent for none.</summary>
    public int? BestTrial { get; init; }

    /// <summary>Its objective with its sign turned so that less is better; absent for none.</summary>
    public double? BestCost { get; init; }

    /// <summary>Number of its newest event: what is read with an equal number has not changed.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When its first trial was started; absent before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; absent before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the API shows of a sweep.</summary>
    public static SweepView Of(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return new SweepView
        {
            Id = sweep.Id,
            Name = sweep.Name,
            Key = sweep.Key,
            State = sweep.State,
            Reason = sweep.Reason,
            SpecificationHash = sweep.SpecificationHash,
            Dataset = sweep.Dataset,
            Priority = sweep.Priority,
            MaxConcurrent = sweep.MaxConcurrent,
            KeepModels = sweep.KeepModels,
            MaxCrashes = sweep.MaxCrashes,
            Planned = sweep.Planned,
            Created = sweep.Created,
            Trials = sweep.Trials,
            Lost = sweep.Lost,
            Epochs = sweep.Epochs,
            Seconds = sweep.Seconds,
            BestTrial = sweep.BestTrial,
            BestCost = sweep.BestCost,
            Sequence = sweep.Sequence,
            SubmittedAt = sweep.SubmittedAt,
            StartedAt = sweep.StartedAt,
            EndedAt = sweep.EndedAt,
        };
    }
}
