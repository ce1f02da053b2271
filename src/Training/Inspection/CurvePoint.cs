namespace DropoutSweep.Training.Inspection;

/// <summary>A point of a curve.</summary>
/// <param name="X">The input.</param>
/// <param name="Y">The target or the prediction.</param>
public sealed record CurvePoint(double X, double Y);
