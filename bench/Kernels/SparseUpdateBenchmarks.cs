using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Bench.Kernels;

/// <summary>The first layer's weight gradient with Adam's step on it, over images that are mostly zero: 128 rows of 784 inputs.</summary>
public class SparseUpdateBenchmarks
{
    private const int Rows = 128;
    private readonly FirstLayerInput _input = new(Rows);
    private Operand _deltas = null!;
    private float[] _gradient = null!;
    private AdamState _state = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_deltas, _gradient, _state) = (Operand.Random(Rows, Units, 2), new float[Pixels.Features * Units], new AdamState(Pixels.Features, Units));
        NaiveTwin();
        Kernel();
        _state.Weights.ThrowIfDifferent(nameof(SparseUpdateBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin()
    {
        Naive.TransposedProduct(_input.Plain, _deltas.Plain, _gradient, Rows, Pixels.Features, Units);
        _state.StepTwin(_gradient);
    }

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel()
    {
        _state.Update.Fuse(new LayerInput(default, _input.Sparse), _deltas.View, Rows);
        _state.StepKernel();
    }
}
