namespace DropoutSweep.Training.Data.Images;

/// <summary>A decoded image: brightness and opacity of each pixel, row after row from the top.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Luminance">Brightness, 0 (black) to 255, [height × width]; of colours by ITU-R BT.601.</param>
/// <param name="Alpha">Opacity, 0 (transparent) to 255, [height × width]; null when every pixel is opaque.</param>
public sealed record GrayImage(int Width, int Height, byte[] Luminance, byte[]? Alpha);
