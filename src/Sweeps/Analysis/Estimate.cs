namespace DropoutSweep.Sweeps.Analysis;

/// <summary>A mean over replicates with its uncertainty.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation (n − 1); null for fewer than two values.</param>
/// <param name="HalfWidth">Half the width of the 95 % interval of the mean by Student's t; null for fewer than two values.</param>
public sealed record Estimate(int Count, double Mean, double? StandardDeviation, double? HalfWidth);
