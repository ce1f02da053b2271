namespace DropoutSweep.Training.Optimizers;

/// <summary>Parameters that an optimizer's formula is to be applied to.</summary>
internal interface IUpdateTarget
{
    /// <summary>Applies the step; the formula comes as a type of its own, so that kernels are compiled for it.</summary>
    void Apply<TFormula>(TFormula formula)
        where TFormula : struct, IUpdateFormula;
}
