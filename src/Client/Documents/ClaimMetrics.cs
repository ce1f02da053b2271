namespace DropoutSweep.Client.Documents;

/// <summary>What a claim can be measured by, one value a trial.</summary>
internal static class ClaimMetrics
{
    /// <summary>Epochs until validation accuracy first reached the claim's level.</summary>
    public const string EpochsToReach = "epochs_to_reach";

    /// <summary>Test accuracy of averaged thinned networks less that of weight scaling, on the same images.</summary>
    public const string AveragingGain = "averaging_gain";

    private const double Percent = 100;

    private static readonly Dictionary<string, (string Unit, Func<Claim, ClaimTrial, double?> Value)> s_metrics = new(StringComparer.Ordinal)
    {
        ["test_accuracy"] = ("points", (_, trial) => trial.Result.Test?.Accuracy * Percent),
        ["test_logit_accuracy"] = ("points", (_, trial) => trial.Result.Test?.LogitAccuracy * Percent),
        ["tied_share"] = ("points", (_, trial) => trial.Result.Test?.TiedShare * Percent),
        ["gap"] = ("points", (_, trial) => trial.Result.Gap),
        ["test_loss"] = ("test loss", (_, trial) => trial.Result.Test?.Loss),
        ["training_excess"] = ("loss", (_, trial) => trial.Epochs.Count == 0 ? null : trial.Epochs[^1].TrainingLoss - trial.Epochs[^1].Validation.Loss),
        [EpochsToReach] = ("epochs", (claim, trial) => trial.Epochs.FirstOrDefault(epoch => epoch.Validation.Accuracy * Percent >= claim.Level)?.Epoch),
        [AveragingGain] = ("points", (_, trial) => (trial.Ensemble?.Points[^1].Accuracy?.Mean - trial.Ensemble?.WeightScalingAccuracy) * Percent),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => s_metrics.Keys;

    /// <summary>A metric's unit.</summary>
    public static string Unit(string metric) => s_metrics[metric].Unit;

    /// <summary>A trial's value; null when it has none.</summary>
    /// <param name="claim">The claim, which names the metric.</param>
    /// <param name="trial">The trial.</param>
    public static double? Value(Claim claim, ClaimTrial trial) => s_metrics[claim.Metric].Value(claim, trial);
}
