namespace DropoutSweep.Client.Runs;

/// <summary>Where an entry's line stands in the journal, its line feed included.</summary>
internal readonly record struct JournalPlace(long Offset, int Length);
