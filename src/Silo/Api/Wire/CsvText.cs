using System.Globalization;
using System.Text;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Rows as RFC 4180 has them, but with line feeds; numbers round-trip and are culture-free.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private bool _begun;

    public CsvText Add(string? text)
    {
        _text.Append(_begun ? "," : string.Empty);
        _begun = true;
        if (text is not null && text.AsSpan().IndexOfAny(",\"\r\n") >= 0)
        {
            _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            _text.Append(text);
        }

        return this;
    }

    public CsvText Add(double? number) => Add(number?.ToString("R", CultureInfo.InvariantCulture));

    public CsvText Add(long? number) => Add(number?.ToString(CultureInfo.InvariantCulture));

    public CsvText Add(ulong number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public CsvText Add(DateTimeOffset? time) => Add(time?.ToString("O", CultureInfo.InvariantCulture));

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
        _text.Append('\n');
        _begun = false;
    }

    public override string ToString() => _text.ToString();
}
