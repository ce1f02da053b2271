using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Gathering a batch of images from bytes: as floats, or as lists of what is not zero, by row and by column.</summary>
public class GatherBenchmarks
{
    private readonly byte[] _pixels = Pixels.Create();
    private PixelLists _lists = null!;
    private int[] _order = null!;
    private Operand _dense = null!;
    private SparseBatch _sparse = null!;

    /// <summary>Images of the batch.</summary>
    [Params(32, 128)]
    public int Rows { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _lists = PixelLists.Create(_pixels, Pixels.Features);
        _order = Pixels.Order(Rows);
        _dense = Operand.Zero(Rows, Pixels.Features);
        _sparse = new SparseBatch(Rows, Pixels.Features, [.. Enumerable.Range(0, Pixels.Features)]);
        NaiveTwin();
        Dense();
        Sparse();
        _dense.ThrowIfDifferent(nameof(GatherBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Gather(_pixels, Pixels.Features, _order, Pixels.Scale, _dense.Plain);

    /// <summary>The kernel for dense inputs.</summary>
    [Benchmark]
    public void Dense() => KernelSet.Best.Gather(_pixels, Pixels.Features, _order, Pixels.Scale, _dense.View);

    /// <summary>The lists by row, from the data set's lists.</summary>
    [Benchmark]
    public void Sparse() => _sparse.Gather(_lists, _order, Pixels.Scale);

    /// <summary>The lists by column from those by row.</summary>
    [Benchmark]
    public void SparseByColumn() => _sparse.SortByColumn();
}
