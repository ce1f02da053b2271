using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Activations;

/// <summary>A hidden layer's non-linearity with its derivative, element by element.</summary>
internal interface IActivation
{
    /// <summary>The activation of a sum.</summary>
    static abstract TF Forward<TSimd, TF, TU>(TF sum)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct;

    /// <summary>The gradient of the sum, from the gradient of the activation and the activation itself.</summary>
    static abstract TF Backward<TSimd, TF, TU>(TF gradient, TF activated)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct;
}
