using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>A layer's input gradient: 128 rows, down to 512 inputs.</summary>
public class DenseBackwardBenchmarks
{
    private const int Rows = 128;
    private const int Inputs = 512;
    private Operand _deltas = null!;
    private Operand _transposed = null!;
    private Operand _activated = null!;
    private Operand _result = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_deltas, _transposed, _activated, _result) = (Operand.Random(Rows, Units, 1), Operand.Random(Units, Inputs, 2), Operand.Random(Rows, Inputs, 3), Operand.Zero(Rows, Inputs));
        NaiveTwin();
        Kernel();
        _result.ThrowIfDifferent(nameof(DenseBackwardBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Backward(_deltas.Plain, _transposed.Plain, _activated.Plain, _result.Plain, Rows, Units, Inputs);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.DenseBackward(Activation.Relu, _deltas.View, Rows, _transposed.View, _activated.View, default, _result.View);
}
