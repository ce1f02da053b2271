namespace DropoutSweep.Silo.Api.Wire;

/// <summary>
/// Makes an answer about many trials part by part, on as many processors as are free. What a part is made of need not
/// outlive it.
/// </summary>
internal static class ListParts
{
    /// <summary>Trials of a part: some tens of kilobytes.</summary>
    public const int Trials = 100;

    /// <summary>The parts in their order.</summary>
    /// <param name="head">What comes before the first trial.</param>
    /// <param name="count">How many trials there are.</param>
    /// <param name="write">Writes those from one number up to another.</param>
    public static List<ReadOnlyMemory<byte>> Write(ReadOnlyMemory<byte> head, int count, Func<int, int, ReadOnlyMemory<byte>> write)
    {
        var parts = new ReadOnlyMemory<byte>[(count + Trials - 1) / Trials];
        Parallel.For(0, parts.Length, part => parts[part] = write(part * Trials, Math.Min(count, (part + 1) * Trials)));
        return [head, .. parts];
    }
}
