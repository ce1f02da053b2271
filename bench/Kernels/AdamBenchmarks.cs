using BenchmarkDotNet.Attributes;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Adam's pass over stored gradients, as clipping by the global norm needs it: 512 inputs.</summary>
public class AdamBenchmarks
{
    private const int Inputs = 512;
    private Operand _gradient = null!;
    private AdamState _state = null!;

    /// <summary>Units of the layer.</summary>
    [Params(512, 256, 128)]
    public int Units { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_gradient, _state) = (Operand.Random(Inputs, Units, 1), new AdamState(Inputs, Units));
        _state.Update.Gradient.FromRowMajor(_gradient.Plain);
        NaiveTwin();
        Kernel();
        _state.Weights.ThrowIfDifferent(nameof(AdamBenchmarks));
    }

    /// <summary>The twin.</summary>
    [Benchmark(Baseline = true)]
    public void NaiveTwin() => _state.StepTwin(_gradient.Plain);

    /// <summary>The kernel.</summary>
    [Benchmark]
    public void Kernel() => _state.StepKernel();
}
