namespace DropoutSweep.Figures.LearningCurves;

/// <summary>A configuration's curve over the epochs.</summary>
/// <param name="Configuration">0 for the first of the two that are shown, 1 for the second.</param>
/// <param name="IsTrain">Whether it is of training samples, seen without dropout; otherwise of validation samples.</param>
/// <param name="Points">Its epochs, those whose values are finite.</param>
public sealed record LearningCurve(int Configuration, bool IsTrain, IReadOnlyList<LearningPoint> Points);
