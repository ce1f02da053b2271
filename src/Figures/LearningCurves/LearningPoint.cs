namespace DropoutSweep.Figures.LearningCurves;

/// <summary>An epoch of a learning curve.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Mean">The mean over seeds.</param>
/// <param name="Low">The least of the seeds.</param>
/// <param name="High">The greatest of the seeds.</param>
public sealed record LearningPoint(int Epoch, double Mean, double Low, double High);
