using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>The gradient of a layer's biases: sums over the rows of a batch of 128.</summary>
public unsafe class BiasGradientBenchmarks
{
    private const int Rows = 128;
    private Operand _deltas = null!;
    private Operand _gradient = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 100)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_deltas, _gradient) = (Operand.Random(Rows, Units, 1), Operand.Zero(1, Units));
        NaiveTwin();
        Kernel();
        _gradient.ThrowIfDifferent(nameof(BiasGradientBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.SumRows(_deltas.Plain, _gradient.Plain, Rows, Units);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.BiasGradient(_deltas.View, Rows, _gradient.View.Data);
}
