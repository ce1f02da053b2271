namespace DropoutSweep.Training.Inspection;

/// <summary>A value over repetitions.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="StandardDeviation">Its standard deviation (divided by repetitions − 1); 0 for one repetition.</param>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
public sealed record Spread(double Mean, double StandardDeviation, double Least, double Greatest);
