using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Measures;

/// <summary>A number that figures show of configurations and trials, in the unit that they show it in.</summary>
public sealed record SweepMeasure
{
    private const double Percent = 100;
    private const int LossDigits = 4;
    private const double Greatest = 1e12;

    private SweepMeasure()
    {
    }

    /// <summary>Its name, such as "test accuracy".</summary>
    public required string Name { get; init; }

    /// <summary>Its name with its unit, for an axis.</summary>
    public required string Title { get; init; }

    /// <summary>What follows a number of it: <c> %</c>, <c> points</c>, or nothing.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether it is counted in percent or points, with two decimals, and not a loss.</summary>
    public required bool IsShare { get; init; }

    /// <summary>Whether more of it is better.</summary>
    public required bool MoreIsBetter { get; init; }

    /// <summary>Its factor from a summary's value to what is shown.</summary>
    private double Factor { get; init; } = 1;

    private Func<ConfigurationSummary, Estimate?> Mean { get; init; } = null!;

    private Func<TrainingResult, double?> Value { get; init; } = null!;

    /// <summary>Test accuracy in percent, or test loss for regression.</summary>
    public static SweepMeasure Test(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Score(spec.IsRegression, "test", summary => summary.TestAccuracy, summary => summary.TestLoss, result => result.Test);
    }

    /// <summary>What the sweep optimises: validation accuracy in percent, or validation loss.</summary>
    public static SweepMeasure Objective(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Score(spec.Objective.Metric == ObjectiveMetric.ValidationLoss, "validation", summary => summary.ValidationAccuracy, summary => summary.ValidationLoss, result => result.Validation);
    }

    /// <summary>Train accuracy − test accuracy in points, or test loss − train loss for regression.</summary>
    public static SweepMeasure Gap(SweepSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var regression = spec.IsRegression;
        return new SweepMeasure
        {
            Name = "gap",
            Title = regression ? "gap: test loss \u2212 train loss" : "gap: train accuracy \u2212 test accuracy, points",
            Unit = regression ? string.Empty : " points",
            IsShare = !regression,
            MoreIsBetter = false,
            Mean = summary => summary.Gap,
            Value = result => result.Gap,
        };
    }

    /// <summary>A configuration's mean with its interval, in the unit shown; null when it has none that an axis can hold.</summary>
    public Estimate? Of(ConfigurationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Mean(summary) is { } estimate && Shown(estimate.Mean * Factor) is not null
            ? new Estimate(estimate.Count, estimate.Mean * Factor, Shown(estimate.StandardDeviation * Factor), Shown(estimate.HalfWidth * Factor))
            : null;
    }

    /// <summary>A trial's value in the unit shown; null when it has none that an axis can hold.</summary>
    public double? Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Shown(Value(result) * Factor);
    }

    /// <summary>A value in words, without its unit.</summary>
    public string Number(double value) => IsShare ? FigureNumber.Fixed(value, 2) : FigureNumber.Significant(value, LossDigits);

    /// <summary>A mean in words: <c>97.79 ± 0.64 %</c>.</summary>
    public string Text(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var interval = estimate.HalfWidth is { } half ? $" ± {(IsShare ? FigureNumber.Fixed(half, 2) : FigureNumber.Significant(half, 2))}" : string.Empty;
        return $"{Number(estimate.Mean)}{interval}{Unit}";
    }

    private static SweepMeasure Score(bool isLoss, string name, Func<ConfigurationSummary, Estimate?> accuracy, Func<ConfigurationSummary, Estimate?> loss, Func<TrainingResult, Scores?> scores) => isLoss
        ? new SweepMeasure { Name = $"{name} loss", Title = $"{name} loss", Unit = string.Empty, IsShare = false, MoreIsBetter = false, Mean = loss, Value = result => scores(result)?.Loss }
        : new SweepMeasure { Name = $"{name} accuracy", Title = $"{name} accuracy, %", Unit = " %", IsShare = true, MoreIsBetter = true, Factor = Percent, Mean = accuracy, Value = result => scores(result)?.Accuracy };

    /// <summary>A value that an axis can hold: null for what is not finite or beyond ±10^12, where a run has all but diverged.</summary>
    internal static double? Shown(double? value) => value is { } number && Math.Abs(number) <= Greatest ? number : null;
}
