namespace DropoutSweep.Training.Evaluation;

/// <summary>Predictions with dropout on, over many passes (Gal and Ghahramani 2016, "Dropout as a Bayesian approximation").</summary>
/// <param name="Passes">Passes that each sample went through.</param>
/// <param name="Mean">Mean output over the passes, [rows × outputs], row after row.</param>
/// <param name="StandardDeviation">
/// Standard deviation over the passes (divided by their number, not one less), [rows × outputs]; 0 where nothing is dropped.
/// </param>
public sealed record MonteCarloPrediction(int Passes, float[] Mean, float[] StandardDeviation);
