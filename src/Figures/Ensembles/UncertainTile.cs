using DropoutSweep.Figures.Models;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Ensembles;

/// <summary>An image with what thinned networks make of it.</summary>
/// <param name="Title">What it says on hovering.</param>
/// <param name="Layers">The image.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Label">Its class; null when it is not known.</param>
/// <param name="Classes">The most probable classes with their intervals.</param>
public sealed record UncertainTile(string Title, IReadOnlyList<PixelLayer> Layers, int Width, int Height, int? Label, IReadOnlyList<OutputUncertainty> Classes);
