namespace DropoutSweep.Client.Up;

/// <summary>The one line that a silo prints when it is ready; <c>up</c> reads it.</summary>
/// <param name="Silo">The silo's id.</param>
/// <param name="Address">Where its API is.</param>
internal sealed record ReadyLine(string Silo, string Address)
{
    private const string Begin = "ready: ";
    private const string Middle = " at ";

    /// <summary>The line read back; null when a line is something else.</summary>
    public static ReadyLine? Parse(string line)
    {
        if (!line.StartsWith(Begin, StringComparison.Ordinal) || line.IndexOf(Middle, StringComparison.Ordinal) is not (> 0 and var at))
        {
            return null;
        }

        return new ReadyLine(line[Begin.Length..at], line[(at + Middle.Length)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Begin}{Silo}{Middle}{Address}";
}
