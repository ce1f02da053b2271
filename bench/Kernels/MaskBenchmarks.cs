using BenchmarkDotNet.Attributes;
using DropoutSweep.Training.Dropout;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Bench.Kernels;

/// <summary>
/// Dropout masks of 128 rows. The twin draws the same kind of words one by one; which element gets which word is
/// the kernel's own, so here the shares of dropped units are compared and not the bits.
/// </summary>
public class MaskBenchmarks
{
    private const int Rows = 128;
    private const double Rate = 0.2;
    private static readonly BernoulliNoise Noise = new((uint)(Rate * uint.MaxValue), 1.25f);
    private Operand _masks = null!;
    private long _step;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _masks = Operand.Zero(Rows, Units);
        NaiveTwin();
        Kernel();
        foreach (var masks in new[] { _masks.Plain, _masks.Panels.ToRowMajor() })
        {
            var dropped = (double)masks.Count(mask => mask == 0) / masks.Length;
            if (Math.Abs(dropped - Rate) > 0.01)
            {
                throw new InvalidOperationException($"{dropped:0.000} of the units are dropped.");
            }
        }
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => Naive.Masks(seed: 1, ++_step, Noise.Threshold, Noise.Kept, _masks.Plain);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => KernelSet.Best.FillMasks(new StreamKey(1, Purpose.Dropout, 1, ++_step), _masks.View, Rows, Noise);
}
