namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// The constants of a formula in all lanes of a vector: spread once for many vectors of weights instead of anew for each.
/// What each one is, the formula knows; it leaves those that it does not need.
/// </summary>
internal readonly record struct UpdateConstants<TF>(TF First, TF Second, TF Third = default, TF Fourth = default, TF Fifth = default, TF Sixth = default, TF Seventh = default)
    where TF : struct;
