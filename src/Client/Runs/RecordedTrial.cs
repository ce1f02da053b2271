using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Runs;

/// <summary>A trial that the journal holds.</summary>
/// <param name="Record">Its record with the last epoch only: all epochs of a long sweep would fill the memory.</param>
/// <param name="Place">Where the whole record can be read.</param>
internal readonly record struct RecordedTrial(TrialRecord Record, JournalPlace Place);
