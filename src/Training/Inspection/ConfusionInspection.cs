using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Inspection;

/// <summary>A classifier's confusion matrix over the whole test set, its report, and what a saturated sigmoid hides.</summary>
public sealed record ConfusionInspection
{
    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Counts by the model's own outputs, [true × predicted], row after row.</summary>
    public required int[] Counts { get; init; }

    /// <summary>Share classified rightly, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>Precision, recall and F1 of each class.</summary>
    public required IReadOnlyList<ClassificationReportRow> Report { get; init; }

    /// <summary>The plain mean over classes.</summary>
    public required ClassificationReportRow MacroAverage { get; init; }

    /// <summary>The mean over classes weighted by support.</summary>
    public required ClassificationReportRow WeightedAverage { get; init; }

    /// <summary>Sigmoid output only: counts by the logits, [true × predicted].</summary>
    public int[]? CountsByLogits { get; init; }

    /// <summary>Sigmoid output only: share classified rightly by the logits.</summary>
    public double? AccuracyByLogits { get; init; }

    /// <summary>Sigmoid output only: ties by true class.</summary>
    public IReadOnlyList<ClassTies>? Ties { get; init; }
}
