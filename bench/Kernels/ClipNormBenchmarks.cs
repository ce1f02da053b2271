using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Clipping by the global norm: the squares of a stored gradient of 512 inputs, and the gradient scaled down.</summary>
public unsafe class ClipNormBenchmarks
{
    private const int Inputs = 512;
    private const float Limit = 1;
    private readonly float[] _squares = new float[Naive.SumLanes];
    private Operand _weights = null!;
    private Operand _gradient = null!;
    private ParameterBlock _block;
    private float[] _plain = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices; both sides work on the same order of numbers, as the order of rows and columns is of no interest here.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_weights, _gradient) = (Operand.Random(Inputs, Units, 1), Operand.Random(Inputs, Units, 2));
        _block = new ParameterBlock(_weights.View.Data, _gradient.View.Data, slot0: null, slot1: null, PanelView.Length(Inputs, Units));
        var kernels = new Span<float>(_gradient.View.Data, (int)_block.Length);
        _plain = kernels.ToArray();
        NaiveTwin();
        Kernel();
        if (!kernels.SequenceEqual(_plain))
        {
            throw new InvalidOperationException($"{nameof(ClipNormBenchmarks)}: the kernel's gradient is not its twin's.");
        }
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.ClipNorm(_plain, Limit);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel()
    {
        _squares.AsSpan().Clear();
        KernelSet.Best.PrepareGradient(_block, GradientRules.None, _squares);
        KernelSet.Best.ScaleGradient(_block, Naive.ClipFactor(_squares, Limit));
    }
}
