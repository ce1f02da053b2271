using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>
/// A hidden layer's forward step in an evaluation, where a trained ReLU network's inputs are mostly zero: 240 rows of 512
/// units, of which a share is at work. By lists, made anew for every batch, and dense.
/// </summary>
public unsafe class HiddenListsBenchmarks
{
    private const int Rows = 240;
    private const int Inputs = 512;
    private readonly SparseBatch _lists = new(Rows, Inputs, live: null);
    private Operand _input = null!;
    private Operand _weights = null!;
    private Operand _biases = null!;
    private Operand _output = null!;

    /// <summary>Units of the layer.</summary>
    [Params(256, 128)]
    public int Units { get; set; }

    /// <summary>Share of the inputs that are not zero.</summary>
    [Params(0.4, 0.2)]
    public double Share { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_input, _weights, _biases, _output) = (Operand.Random(Rows, Inputs, 1), Operand.Random(Inputs, Units, 2), Operand.Random(1, Units, 3), Operand.Zero(Rows, Units));
        foreach (ref var value in _input.Plain.AsSpan())
        {
            // Uniform in [-1, 1): above 1 − 2 · share lies that share of them.
            value = value > 1 - (2 * Share) ? value : 0;
        }

        _input.Panels.FromRowMajor(_input.Plain);
        NaiveTwin();
        Lists();
        _output.ThrowIfDifferent(nameof(Lists));
        Dense();
        _output.ThrowIfDifferent(nameof(Dense));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Forward(_input.Plain, _weights.Plain, _biases.Plain, _output.Plain, Rows, Inputs, Units);

    /// <summary>What is not zero, listed and multiplied.</summary>
    [Benchmark]
    public void Lists()
    {
        _lists.Gather(_input.View, Rows);
        KernelSet.Best.SparseForward(Activation.Relu, _lists, _weights.View, _biases.View.Data, _output.View, default, 1f, _output.View);
    }

    /// <summary>Everything multiplied.</summary>
    [Benchmark]
    public void Dense() => KernelSet.Best.DenseForward(Activation.Relu, _input.View, Rows, _weights.View, _biases.View.Data, _output.View, default, 1f, _output.View);
}
