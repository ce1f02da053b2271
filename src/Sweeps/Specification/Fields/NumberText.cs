using System.Globalization;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>
/// Numbers in specifications: decimal, culture-free, the same under YAML 1.1 and 1.2. Leading zeros (octal in
/// 1.1), underscores, hexadecimal, infinities and NaN are refused.
/// </summary>
internal static class NumberText
{
    /// <summary>Reads a decimal number; null when it is none.</summary>
    public static double? Parse(string text)
    {
        if (!IsDecimal(text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return null;
        }

        return value == 0 ? 0 : value;
    }

    /// <summary>Whether a text has the form of a decimal number: sign, digits, fraction, exponent.</summary>
    public static bool IsDecimal(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(text, ref at);
        if (whole > 1 && text[at - whole] == '0')
        {
            return false;
        }

        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    /// <summary>Whether a text is a number but for leading zeros.</summary>
    public static bool HasLeadingZero(string text)
    {
        var unsigned = text.TrimStart('+', '-');
        return unsigned.Length > 1 && unsigned[0] == '0' && char.IsAsciiDigit(unsigned[1]) && IsDecimal(unsigned.TrimStart('0') is { Length: > 0 } rest ? rest : "0");
    }

    /// <summary>The shortest text that reads back to the same number, a float also for readers of YAML 1.1 (<c>1.0e-7</c>).</summary>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        var mantissa = text[..exponent];
        var power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{mantissa}{(mantissa.Contains('.', StringComparison.Ordinal) ? string.Empty : ".0")}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";
    }

    private static int Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start;
    }
}
