using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Models;

/// <summary>What the figures of one model are computed from.</summary>
public sealed record ModelFigureInput
{
    /// <summary>What figures call the sweep, such as <c>quickstart on mnist</c>.</summary>
    public required string Sweep { get; init; }

    /// <summary>The trial's number.</summary>
    public required int Trial { get; init; }

    /// <summary>The trial's configuration in words, such as <c>512-256 at rate 0.2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was found in the model, and in its twin.</summary>
    public required ModelInspection Inspection { get; init; }

    /// <summary>Why the twin is not shown, a sentence; null when it is, or when the model drops nothing.</summary>
    public string? TwinMissing { get; init; }

    /// <summary>The trial's epochs.</summary>
    public IReadOnlyList<EpochMetrics> Epochs { get; init; } = [];

    /// <summary>The twin's epochs.</summary>
    public IReadOnlyList<EpochMetrics> TwinEpochs { get; init; } = [];

    /// <summary>What figures say they are about.</summary>
    internal string Subject => FormattableString.Invariant($"{Sweep}: trial {Trial}, {Name}");

    /// <summary>What is said where the twin would stand; nothing when it is shown.</summary>
    internal IReadOnlyList<string> TwinNotes => TwinMissing is null ? [] : [TwinMissing];

    /// <summary>The image of a row; null when inputs are no images.</summary>
    internal InspectedImage? ImageOf(int row) => Inspection.Images.FirstOrDefault(image => image.Row == row);
}
