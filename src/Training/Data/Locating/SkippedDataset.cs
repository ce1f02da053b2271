namespace DropoutSweep.Training.Data.Locating;

/// <summary>A data set of a list that could not be had.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">One line without a full stop: why.</param>
/// <param name="Error">The whole error, which says where it was looked for, what was tried and how to supply it.</param>
public sealed record SkippedDataset(string Name, string Reason, DatasetUnavailableException Error);
