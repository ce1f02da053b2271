using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>The transposed copy of an inner layer's weights: 512 inputs.</summary>
public class TransposeBenchmarks
{
    private const int Inputs = 512;
    private Operand _weights = null!;
    private Operand _transposed = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128, 10)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_weights, _transposed) = (Operand.Random(Inputs, Units, 1), Operand.Zero(Units, Inputs));
        NaiveTwin();
        Kernel();
        _transposed.ThrowIfDifferent(nameof(TransposeBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Transpose(_weights.Plain, _transposed.Plain, Inputs, Units);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.Transpose(_weights.View, _transposed.View);
}
