using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>The first layer's forward step over images that are mostly zero: 128 rows of 784 inputs.</summary>
public unsafe class SparseForwardBenchmarks
{
    private const int Rows = 128;
    private readonly FirstLayerInput _input = new(Rows);
    private Operand _weights = null!;
    private Operand _biases = null!;
    private Operand _output = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_weights, _biases, _output) = (Operand.Random(Pixels.Features, Units, 2), Operand.Random(1, Units, 3), Operand.Zero(Rows, Units));
        NaiveTwin();
        Kernel();
        _output.ThrowIfDifferent(nameof(SparseForwardBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Forward(_input.Plain, _weights.Plain, _biases.Plain, _output.Plain, Rows, Pixels.Features, Units);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.SparseForward(Activation.Relu, _input.Sparse, _weights.View, _biases.View.Data, _output.View, default, 1f, _output.View);
}
