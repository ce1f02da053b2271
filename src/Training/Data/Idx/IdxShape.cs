namespace DropoutSweep.Training.Data.Idx;

/// <summary>What the header of a file of images says of them.</summary>
/// <param name="Count">Number of images, at least 1.</param>
/// <param name="Height">Rows of an image, at least 1.</param>
/// <param name="Width">Columns of an image, at least 1.</param>
internal readonly record struct IdxShape(int Count, int Height, int Width)
{
    /// <summary>Pixels of an image.</summary>
    public int Features => Height * Width;
}
