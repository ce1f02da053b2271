namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>A scalar, kept as text: this reader, not YAML 1.1, decides what is a number or a boolean.</summary>
internal sealed class ScalarNode(SpecLocation location, string text, bool quoted) : SpecNode(location)
{
    private const int LongestShown = 60;

    /// <summary>The text without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was quoted or a block of text.</summary>
    public bool Quoted { get; } = quoted;

    /// <summary>Whether it is YAML's null: nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc />
    public override long Size => 1;

    /// <inheritdoc />
    public override string Found
    {
        get
        {
            if (Text.Length == 0)
            {
                return Quoted ? "an empty text" : "nothing";
            }

            var line = Text.ReplaceLineEndings(" ");
            var shown = line.Length > LongestShown ? line[..LongestShown] + "…" : line;
            return Quoted ? $"the text \"{shown}\"" : shown;
        }
    }
}
