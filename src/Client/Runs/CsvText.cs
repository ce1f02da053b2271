using System.Globalization;

namespace DropoutSweep.Client.Runs;

/// <summary>Writes rows as RFC 4180 has them, but with line feeds; numbers round-trip and are culture-free.</summary>
internal sealed class CsvText(TextWriter writer)
{
    private bool _begun;

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

    public CsvText Add(double? number) => Add(number?.ToString("R", CultureInfo.InvariantCulture));

    public CsvText Add(long? number) => Add(number?.ToString(CultureInfo.InvariantCulture));

    public CsvText Add(ulong number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public CsvText Add(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(text);
        }

        return this;
    }

    public void EndRow()
    {
        writer.Write('\n');
        _begun = false;
    }
}
