namespace DropoutSweep.Figures.Models;

/// <summary>Pixels of one strength, as runs along the rows.</summary>
/// <param name="Class">The class that sets their colour.</param>
/// <param name="Opacity">How strong they are, as SVG writes it.</param>
/// <param name="Path">The runs, in pixels; strokes of width 1.</param>
public sealed record PixelLayer(string Class, string Opacity, string Path);
