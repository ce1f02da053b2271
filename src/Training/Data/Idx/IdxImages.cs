namespace DropoutSweep.Training.Data.Idx;

/// <summary>The images of one IDX file.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Pixels">Grey values 0–255, [Count × Height × Width].</param>
internal sealed record IdxImages(int Count, int Height, int Width, PixelRows Pixels);
