namespace DropoutSweep.Grains.Orleans;

/// <summary>What a call of a grain failed from, in a few words: Orleans' own texts hold its stack.</summary>
internal static class GrainErrorText
{
    private const int MostCharacters = 200;

    /// <summary>One line, without a full stop.</summary>
    public static string Of(Exception error) => error switch
    {
        OrleansMessageRejectionException or global::Orleans.Runtime.Messaging.ConnectionFailedException => "it cannot be reached",
        TimeoutException => "it did not answer in time",
        _ => FirstLine(error.Message),
    };

    private static string FirstLine(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        line = (end < 0 ? line : line[..end]).TrimEnd(" .");
        return line.Length <= MostCharacters ? line.ToString() : $"{line[..MostCharacters]}…";
    }
}
