using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>A batch of images as the first layer reads it: dense for the twin, as lists for the kernel.</summary>
internal sealed class FirstLayerInput
{
    /// <param name="rows">Images of the batch.</param>
    public FirstLayerInput(int rows)
    {
        var pixels = Pixels.Create();
        var order = Pixels.Order(rows);
        Plain = new float[rows * Pixels.Features];
        Naive.Gather(pixels, Pixels.Features, order, Pixels.Scale, Plain);
        Sparse = new SparseBatch(rows, Pixels.Features, [.. Enumerable.Range(0, Pixels.Features)]);
        Sparse.Gather(PixelLists.Create(pixels, Pixels.Features), order, Pixels.Scale);
        Sparse.SortByColumn();
    }

    /// <summary>For the twin.</summary>
    public float[] Plain { get; }

    /// <summary>For the kernel.</summary>
    public SparseBatch Sparse { get; }
}
