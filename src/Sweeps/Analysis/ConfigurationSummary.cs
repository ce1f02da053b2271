using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>A configuration's results over its completed replicates. Accuracies are shares in [0, 1].</summary>
public sealed record ConfigurationSummary
{
    /// <summary>The configuration.</summary>
    public required SweepConfiguration Configuration { get; init; }

    /// <summary>Trials completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Trials failed by their own doing.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials not yet ended.</summary>
    public required int Pending { get; init; }

    /// <summary>Validation accuracy; null for regression or when no trial completed; likewise below.</summary>
    public Estimate? ValidationAccuracy { get; init; }

    /// <summary>Test accuracy.</summary>
    public Estimate? TestAccuracy { get; init; }

    /// <summary>Accuracy on the whole training set, without dropout.</summary>
    public Estimate? TrainAccuracy { get; init; }

    /// <summary>Validation loss.</summary>
    public Estimate? ValidationLoss { get; init; }

    /// <summary>Test loss.</summary>
    public Estimate? TestLoss { get; init; }

    /// <summary>Loss on the whole training set, without dropout.</summary>
    public Estimate? TrainLoss { get; init; }

    /// <summary>Train/test gap: percentage points of accuracy, or test loss − train loss for regression.</summary>
    public Estimate? Gap { get; init; }

    /// <summary>Test accuracy by the argmax of the logits; sigmoid output only.</summary>
    public Estimate? TestLogitAccuracy { get; init; }

    /// <summary>Share of test samples with a tie for the greatest sigmoid; sigmoid output only.</summary>
    public Estimate? TestTiedShare { get; init; }

    /// <summary>The comparison with the same configuration without dropout; null when it drops nothing or the sweep has no such twin.</summary>
    public TwinComparison? Twin { get; init; }
}
