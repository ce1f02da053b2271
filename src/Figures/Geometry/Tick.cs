namespace DropoutSweep.Figures.Geometry;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Where it stands, in the figure's units.</param>
/// <param name="Text">What it says; empty for a mark without words.</param>
public readonly record struct Tick(double At, string Text);
