using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Figures;

/// <summary>What the figures of a sweep are computed from; a sweep may be empty or half done.</summary>
public sealed record SweepFigureInput
{
    /// <summary>The sweep.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>Its trials, those that have ended at least, in any order.</summary>
    public required IReadOnlyList<TrialRecord> Records { get; init; }

    /// <summary>The aggregated results of <see cref="Records"/>.</summary>
    public required SweepSummary Summary { get; init; }

    /// <summary>Epochs of trials, also of those that still run; where a trial has none here, those of its record count.</summary>
    public IReadOnlyList<TrialEpochs> Epochs { get; init; } = [];

    /// <summary>Attempts at its trials, in any order.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>What the data set is called; null when that is not known.</summary>
    public string? Dataset { get; init; }

    /// <summary>When this was read, by the store's clock: attempts that run last until then; null draws them until the newest time known.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The input of a sweep whose results stand in its records alone.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="records">Its trials.</param>
    public static SweepFigureInput Of(SweepSpec spec, IReadOnlyList<TrialRecord> records) =>
        new() { Spec = spec, Records = records, Summary = SweepSummarizer.Summarize(spec, records) };

    /// <summary>What figures call the sweep.</summary>
    internal string Subject => Dataset is null ? Spec.Name : $"{Spec.Name} on {Dataset}";
}
