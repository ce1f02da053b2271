using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A trial as the API shows it. Times are UTC by the store's clock.</summary>
public sealed record TrialView
{
    /// <summary>Its number in the sweep, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Its configuration's number.</summary>
    public required int Configuration { get; init; }

    /// <summary>What varies over the sweep: path and value as YAML writes it.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The replicate, from 0.</summary>
    public required int Replicate { get; init; }

    /// <summary>Its seed, 0 to 2⁶⁴ − 1: more than a double holds exactly.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>Why it failed; absent unless it did.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>Attempts so far, also those that were given back before they began.</summary>
    public required int Attempts { get; init; }

    /// <summary>Attempts lost with their silo.</summary>
    public required int Losses { get; init; }

    /// <summary>Attempts whose silo crashed.</summary>
    public required int Crashes { get; init; }

    /// <summary>The silo that trains it, or trained it last.</summary>
    public string? Silo { get; init; }

    /// <summary>The slot there.</summary>
    public int? Slot { get; init; }

    /// <summary>Epochs reported.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seconds in slots over all its attempts.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether it has a checkpoint.</summary>
    public required bool HasCheckpoint { get; init; }

    /// <summary>Whether its model is kept.</summary>
    public required bool HasModel { get; init; }

    /// <summary>When its newest attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The sweep's objective for it, on validation; absent unless it completed.</summary>
    public double? Objective { get; init; }

    /// <summary>What it came to; absent before its end.</summary>
    public ResultView? Result { get; init; }

    /// <summary>What the API shows of a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="spec">Its sweep's specification.</param>
    public static TrialView Of(StoredTrial trial, SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(spec);
        var record = trial.Record;
        return new TrialView
        {
            Number = record.Trial.Number,
            Configuration = record.Trial.Configuration,
            Parameters = new OrderedDictionary<string, string>(spec.Parameters(record.Trial.Configuration), StringComparer.Ordinal),
            Replicate = record.Trial.Replicate,
            Seed = record.Trial.Seed,
            State = record.State,
            Failure = record.Failure,
            Attempts = trial.Attempts,
            Losses = trial.Losses,
            Crashes = trial.Crashes,
            Silo = trial.Silo,
            Slot = trial.Slot,
            Epochs = trial.Epochs,
            Seconds = record.Seconds,
            HasCheckpoint = trial.HasCheckpoint,
            HasModel = trial.HasModel,
            StartedAt = trial.StartedAt,
            EndedAt = trial.EndedAt,
            Objective = SweepSummarizer.ObjectiveOf(record, spec.Objective.Metric),
            Result = record.Result is { } result ? ResultView.Of(result) : null,
        };
    }
}
