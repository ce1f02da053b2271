using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Bench.Kernels;

/// <summary>
/// Softmax cross-entropy with its gradient: 10 classes. The twin takes the exponential in double precision, so
/// that results agree to rounding and not to the bit.
/// </summary>
public class SoftmaxBenchmarks
{
    private const int Classes = 10;
    private Operand _logits = null!;
    private Operand _deltas = null!;
    private byte[] _labels = null!;

    /// <summary>Rows of the batch.</summary>
    [Params(32, 128)]
    public int Rows { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_logits, _deltas, _labels) = (Operand.Random(Rows, Classes, 1), Operand.Zero(Rows, Classes), new byte[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            _labels[row] = (byte)(row % Classes);
        }

        var (expected, actual) = (NaiveTwin(), Kernel());
        if (Math.Abs(expected - actual) > 1e-5 * expected)
        {
            throw new InvalidOperationException($"The loss is {actual} by the kernel and {expected} by its twin.");
        }
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public double NaiveTwin() => Naive.SoftmaxCrossEntropy(_logits.Plain, _labels, Classes, _deltas.Plain);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public double Kernel()
    {
        var loss = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            loss += KernelSet.Best.SoftmaxCrossEntropy(_logits.View, row, _labels[row], 1f / Rows, _deltas.View);
        }

        return loss;
    }
}
