using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Weights with Adam's memory of them, for the twin and for the kernel.</summary>
internal sealed class AdamState
{
    private const double Rate = 0.001;
    private readonly AdamOptimizer _optimizer = new(new AdamOptions());
    private long _kernelStep;
    private long _twinStep;

    public AdamState(int inputs, int units)
    {
        Weights = Operand.Random(inputs, units, 11);
        First = new float[inputs * units];
        Second = new float[inputs * units];
        Update = new ParameterUpdate(Weights.Panels, _optimizer.Slots, GradientRules.None, KernelSet.Best);
    }

    /// <summary>The weights.</summary>
    public Operand Weights { get; }

    /// <summary>The kernel's side.</summary>
    public ParameterUpdate Update { get; }

    private float[] First { get; }

    private float[] Second { get; }

    /// <summary>The twin's step from a gradient, row after row.</summary>
    public void StepTwin(float[] gradient) => Naive.Adam(Weights.Plain, gradient, First, Second, Rate, ++_twinStep);

    /// <summary>The kernel's step from what <see cref="Update"/> was given.</summary>
    public void StepKernel()
    {
        _optimizer.BeginStep(++_kernelStep, epochs: 0, Rate);
        _optimizer.Update(Update);
    }
}
