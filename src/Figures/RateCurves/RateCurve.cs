namespace DropoutSweep.Figures.RateCurves;

/// <summary>A series over the rate.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Points">Its points with results, in ascending order of places; may be empty while trials are to come.</param>
public sealed record RateCurve(string Name, IReadOnlyList<RatePoint> Points);
