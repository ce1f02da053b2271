using DropoutSweep.Figures.Models;

namespace DropoutSweep.Figures.Mistakes;

/// <summary>A mistake with its image.</summary>
/// <param name="Title">What it says on hovering.</param>
/// <param name="Text">What it is and what it is taken for.</param>
/// <param name="Confidence">How sure the model is.</param>
/// <param name="Layers">The image.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
public sealed record MistakeTile(string Title, string Text, string Confidence, IReadOnlyList<PixelLayer> Layers, int Width, int Height);
