using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Documents;

/// <summary>What a claim can be measured by, one value a trial.</summary>
internal static class ClaimMetrics
{
    private const double Percent = 100;

    private static readonly Dictionary<string, (string Unit, Func<TrainingResult, IReadOnlyList<EpochMetrics>, double?> Value)> s_metrics = new(StringComparer.Ordinal)
    {
        ["test_accuracy"] = ("points", (result, _) => result.Test?.Accuracy * Percent),
        ["test_logit_accuracy"] = ("points", (result, _) => result.Test?.LogitAccuracy * Percent),
        ["tied_share"] = ("points", (result, _) => result.Test?.TiedShare * Percent),
        ["gap"] = ("points", (result, _) => result.Gap),
        ["test_loss"] = ("test loss", (result, _) => result.Test?.Loss),
        ["training_excess"] = ("loss", (_, epochs) => epochs.Count == 0 ? null : epochs[^1].TrainingLoss - epochs[^1].Validation.Loss),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => s_metrics.Keys;

    /// <summary>A metric's unit.</summary>
    public static string Unit(string metric) => s_metrics[metric].Unit;

    /// <summary>A trial's value; null when it has none.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="result">The trial's result.</param>
    /// <param name="epochs">Its epochs.</param>
    public static double? Value(string metric, TrainingResult result, IReadOnlyList<EpochMetrics> epochs) => s_metrics[metric].Value(result, epochs);
}
