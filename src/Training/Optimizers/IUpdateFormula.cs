using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// One step of an optimizer on one vector of weights. The constants of the step are the struct's fields;
/// what it remembers of each weight is in up to two slots, zero at first.
/// </summary>
internal interface IUpdateFormula
{
    /// <summary>The constants as vectors, for <see cref="Apply"/>.</summary>
    UpdateConstants<TF> Spread<TSimd, TF, TU>()
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct;

    /// <summary>The weights after the step; updates the slots in place.</summary>
    static abstract TF Apply<TSimd, TF, TU>(in UpdateConstants<TF> constants, TF weight, TF gradient, ref TF slot0, ref TF slot1)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct;
}
