namespace DropoutSweep.Client.Interaction;

/// <summary>Command lines as they can be typed again.</summary>
internal static class CommandText
{
    /// <summary>A word as a shell takes it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '=' or ':' or ',' or '+' or '@' or '%')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
