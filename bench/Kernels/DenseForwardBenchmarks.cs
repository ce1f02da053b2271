using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>A layer's forward step over dense inputs: 128 rows of 512 inputs.</summary>
public unsafe class DenseForwardBenchmarks
{
    private const int Rows = 128;
    private const int Inputs = 512;
    private Operand _input = null!;
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
        (_input, _weights, _biases, _output) = (Operand.Random(Rows, Inputs, 1), Operand.Random(Inputs, Units, 2), Operand.Random(1, Units, 3), Operand.Zero(Rows, Units));
        NaiveTwin();
        Kernel();
        _output.ThrowIfDifferent(nameof(DenseForwardBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Forward(_input.Plain, _weights.Plain, _biases.Plain, _output.Plain, Rows, Inputs, Units);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.DenseForward(Activation.Relu, _input.View, Rows, _weights.View, _biases.View.Data, _output.View, default, 1f, _output.View);
}
