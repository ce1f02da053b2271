namespace DropoutSweep.Training.Optimizers;

/// <summary>What happens to a gradient before the optimizer sees it, in this order.</summary>
/// <param name="Decay">2λ of the L2 penalty λ · Σw²: added times the weight; 0 for none.</param>
/// <param name="Clip">Elements are clamped to ± this; infinite for none.</param>
internal readonly record struct GradientRules(float Decay, float Clip)
{
    /// <summary>Whether anything is clamped at all.</summary>
    public bool Clips => !float.IsPositiveInfinity(Clip);

    public static GradientRules None => new(0, float.PositiveInfinity);
}
