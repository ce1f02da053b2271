using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Bench.Kernels;

/// <summary>A layer's weight gradient with Adam's step on it while it is in registers: 128 rows of 512 inputs.</summary>
public class DenseUpdateBenchmarks
{
    private const int Rows = 128;
    private const int Inputs = 512;
    private Operand _input = null!;
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
        (_input, _deltas, _gradient, _state) = (Operand.Random(Rows, Inputs, 1), Operand.Random(Rows, Units, 2), new float[Inputs * Units], new AdamState(Inputs, Units));
        NaiveTwin();
        Kernel();
        _state.Weights.ThrowIfDifferent(nameof(DenseUpdateBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin()
    {
        Naive.TransposedProduct(_input.Plain, _deltas.Plain, _gradient, Rows, Inputs, Units);
        _state.StepTwin(_gradient);
    }

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel()
    {
        _state.Update.Fuse(new LayerInput(_input.View, Sparse: null), _deltas.View, Rows);
        _state.StepKernel();
    }
}
