using System.Globalization;

namespace DropoutSweep.Sweeps.Text;

/// <summary>Writes rows as RFC 4180 has them, but with line feeds; numbers round-trip and are culture-free.</summary>
/// <param name="writer">Where they go.</param>
public sealed class CsvText(TextWriter writer)
{
    private bool _begun;

    /// <summary>Adds a field to the row, in quotes where it needs them; null for an empty one.</summary>
    public CsvText Add(string? text)
    {
        if (_begun)
        {
            writer.Write(',');
        }

        _begun = true;
        if (text is not null && text.AsSpan().IndexOfAny(",\"\r\n") >= 0)
        {
            writer.Write('"');
            writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
        else
        {
            writer.Write(text);
        }

        return this;
    }

    /// <summary>Adds a number; null for an empty field, likewise below.</summary>
    public CsvText Add(double? number) => Add(number?.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a whole number.</summary>
    public CsvText Add(long? number) => Add(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a whole number.</summary>
    public CsvText Add(ulong number) => Add(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a time.</summary>
    public CsvText Add(DateTimeOffset? time) => Add(time?.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Adds a field for each text.</summary>
    public CsvText Add(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var text in texts)
        {
            Add(text);
        }

        return this;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        writer.Write('\n');
        _begun = false;
    }
}
