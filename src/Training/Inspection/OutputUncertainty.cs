namespace DropoutSweep.Training.Inspection;

/// <summary>One output over the passes: a class's probability, or a regression's prediction.</summary>
/// <param name="Output">The class; 0 for regression.</param>
/// <param name="Evaluated">Its value in evaluation mode.</param>
/// <param name="Mean">Mean over the passes.</param>
/// <param name="StandardDeviation">Standard deviation over the passes (divided by their number).</param>
/// <param name="Low">Lower end of the central interval of the passes (quantiles by linear interpolation).</param>
/// <param name="High">Upper end.</param>
public sealed record OutputUncertainty(int Output, double Evaluated, double Mean, double StandardDeviation, double Low, double High);
