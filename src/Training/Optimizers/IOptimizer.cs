using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// An optimizer: says how many slots each weight needs, and applies its formula for one step. A new one is a
/// class of its own and a line in <see cref="OptimizerFactory"/>.
/// </summary>
internal interface IOptimizer
{
    /// <summary>Floats remembered per weight: 0, 1 or 2.</summary>
    int Slots { get; }

    /// <summary>Works out the constants of a step; called once before the step's updates.</summary>
    /// <param name="step">The step since training began, from 1.</param>
    /// <param name="epochs">Epochs trained so far, with the fraction of the one under way.</param>
    /// <param name="learningRate">The scheduled learning rate.</param>
    void BeginStep(long step, double epochs, double learningRate);

    /// <summary>Updates parameters in place.</summary>
    unsafe void Update(IKernels kernels, in ParameterBlock parameters, in GradientRules rules);
}
