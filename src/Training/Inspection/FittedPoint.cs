namespace DropoutSweep.Training.Inspection;

/// <summary>The fitted curve at one input.</summary>
/// <param name="X">The input.</param>
/// <param name="Y">The prediction in evaluation mode.</param>
/// <param name="Mean">Mean prediction with dropout on; null when no passes were asked for.</param>
/// <param name="Low">Lower end of the central interval of the passes; null likewise.</param>
/// <param name="High">Upper end; null likewise.</param>
/// <param name="Truth">The curve that the data were made from, without noise; null when it is not known.</param>
public sealed record FittedPoint(double X, double Y, double? Mean, double? Low, double? High, double? Truth);
