using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Max-norm over a layer's weights, none of which is beyond it any more: 1,024 inputs.</summary>
public class LimitNormsBenchmarks
{
    private const int Inputs = 1_024;
    private const float Limit = 2;
    private Operand _weights = null!;

    /// <summary>Units of the layer.</summary>
    [Params(1_024, 512)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _weights = Operand.Random(Inputs, Units, 1);
        NaiveTwin();
        Kernel();
        _weights.ThrowIfDifferent(nameof(LimitNormsBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.LimitNorms(_weights.Plain, Inputs, Units, Limit);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.LimitNorms(_weights.View, Limit);
}
