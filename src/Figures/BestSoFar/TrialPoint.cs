namespace DropoutSweep.Figures.BestSoFar;

/// <summary>A completed trial on its way to the best one.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Value">Its objective, in percent for accuracy.</param>
/// <param name="Seconds">When it was completed, in seconds since the first attempt began; null when that is not known.</param>
/// <param name="Text">All that in words.</param>
public sealed record TrialPoint(int Trial, double Value, double? Seconds, string Text);
