namespace DropoutSweep.Training.Results;

/// <summary>One line of a <see cref="ClassificationReport"/>: a class, or an average over classes.</summary>
/// <param name="Name">The class's name, or the average's.</param>
/// <param name="Precision">Of the samples predicted as this class, the share that is of it; 0 when none was predicted.</param>
/// <param name="Recall">Of the samples of this class, the share that was predicted as it; 0 when there is none.</param>
/// <param name="F1">Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN); 0 when both are 0.</param>
/// <param name="Support">Number of samples of this class; of all samples for an average.</param>
public sealed record ClassificationReportRow(string Name, double Precision, double Recall, double F1, long Support);
