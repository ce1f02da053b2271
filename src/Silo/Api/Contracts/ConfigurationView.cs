using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A configuration's results over its completed replicates. Accuracies are shares in [0, 1]; what no trial has is absent.</summary>
public sealed record ConfigurationView
{
    /// <summary>Its number in the sweep, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>What varies over the sweep: path and value as YAML writes it.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Trials completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Trials failed by their own doing.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials without a result.</summary>
    public required int Pending { get; init; }

    /// <summary>Validation accuracy.</summary>
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

    /// <summary>What the API shows of a configuration's summary.</summary>
    public static ConfigurationView Of(ConfigurationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new ConfigurationView
        {
            Number = summary.Configuration.Number,
            Parameters = new OrderedDictionary<string, string>(summary.Configuration.Parameters, StringComparer.Ordinal),
            Completed = summary.Completed,
            Failed = summary.Failed,
            Pending = summary.Pending,
            ValidationAccuracy = summary.ValidationAccuracy,
            TestAccuracy = summary.TestAccuracy,
            TrainAccuracy = summary.TrainAccuracy,
            ValidationLoss = summary.ValidationLoss,
            TestLoss = summary.TestLoss,
            TrainLoss = summary.TrainLoss,
            Gap = summary.Gap,
            TestLogitAccuracy = summary.TestLogitAccuracy,
            TestTiedShare = summary.TestTiedShare,
        };
    }
}
