using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Tests.Optimizers;

/// <summary>One step of an optimizer on plain arrays: the one place where tests touch how kernels are handed the formula.</summary>
internal static class OptimizerStep
{
    public static unsafe void Apply(IOptimizer optimizer, IKernels kernels, PanelMatrix weights, PanelMatrix gradients, PanelMatrix[] slots, GradientRules rules) =>
        optimizer.Update(new Target(kernels, Block(weights, gradients, slots), rules));

    public static unsafe ParameterBlock Block(PanelMatrix weights, PanelMatrix gradients, PanelMatrix[] slots) => new(
        weights.View.Data,
        gradients.View.Data,
        slots.Length > 0 ? slots[0].View.Data : null,
        slots.Length > 1 ? slots[1].View.Data : null,
        weights.Storage.Length);

    private sealed class Target(IKernels kernels, ParameterBlock parameters, GradientRules rules) : IUpdateTarget
    {
        public void Apply<TFormula>(TFormula formula)
            where TFormula : struct, IUpdateFormula => kernels.Update(parameters, rules, formula);
    }
}
