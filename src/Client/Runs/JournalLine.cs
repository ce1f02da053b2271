namespace DropoutSweep.Client.Runs;

/// <summary>A line of the journal.</summary>
/// <param name="Bytes">The line without its line feed; valid until the next line is read.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Whole">Whether it ends in a line feed; the last line of a torn file does not.</param>
internal readonly record struct JournalLine(ReadOnlyMemory<byte> Bytes, JournalPlace Place, bool Whole);
