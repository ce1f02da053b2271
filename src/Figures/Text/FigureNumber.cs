using System.Globalization;

namespace DropoutSweep.Figures.Text;

/// <summary>Numbers as figures write them: the same for every culture.</summary>
public static class FigureNumber
{
    private const string Minus = "\u2212";
    private static readonly string[] s_formats = ["0", "0.0", "0.00", "0.000", "0.0000", "0.00000", "0.000000", "0.0000000", "0.00000000"];

    /// <summary>A coordinate or length in an attribute, to a tenth of a unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite: a figure that draws it is wrong.</exception>
    public static string Px(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate is a finite number.");
        }

        // Adding zero turns a negative zero into zero.
        return (Math.Round(value, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>A number for people with fixed decimals and a true minus sign.</summary>
    /// <param name="value">The number; NaN and infinities are written as words.</param>
    /// <param name="decimals">0 to 8.</param>
    public static string Fixed(double value, int decimals)
    {
        if (double.IsNaN(value))
        {
            return "not a number";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "infinite" : Minus + "infinite";
        }

        var text = Math.Abs(value).ToString(s_formats[Math.Clamp(decimals, 0, s_formats.Length - 1)], CultureInfo.InvariantCulture);
        return value < 0 && text.Any(c => c is > '0' and <= '9') ? Minus + text : text;
    }

    /// <summary>The same, with a plus sign where it is positive.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">0 to 8.</param>
    public static string Signed(double value, int decimals)
    {
        var text = Fixed(value, decimals);
        return value > 0 && double.IsFinite(value) && text.Any(c => c is > '0' and <= '9') ? "+" + text : text;
    }

    /// <summary>The shortest text of a number, such as a rate: <c>0.2</c>, at most six decimals.</summary>
    public static string Short(double value) =>
        double.IsFinite(value) ? (value < 0 ? Minus : string.Empty) + Math.Abs(value).ToString("0.######", CultureInfo.InvariantCulture) : Fixed(value, 0);

    /// <summary>A number to about so many significant digits, without an exponent between 0.0001 and 1,000,000.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">1 to 8.</param>
    public static string Significant(double value, int digits)
    {
        var size = Math.Abs(value);
        if (!double.IsFinite(value) || size == 0)
        {
            return Fixed(value, 0);
        }

        if (size is < 0.0001 or >= 1_000_000)
        {
            return (value < 0 ? Minus : string.Empty) + size.ToString($"0.{new string('#', digits - 1)}e0", CultureInfo.InvariantCulture);
        }

        var decimals = digits - 1;
        for (var power = 1.0; power * 10 <= size; power *= 10)
        {
            decimals--;
        }

        for (var power = 1.0; power > size; power /= 10)
        {
            decimals++;
        }

        return Fixed(value, Math.Clamp(decimals, 0, 8));
    }

    /// <summary>A whole number with its thousands apart: <c>10,000</c>.</summary>
    public static string Count(long value) => (value < 0 ? Minus : string.Empty) + Math.Abs(value).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 seed</c>, <c>2 seeds</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun in the singular; its plural takes an s.</param>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? string.Empty : "s")}";

    /// <summary>A length of time for people: <c>1.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    /// <param name="seconds">Seconds, at least 0.</param>
    public static string Duration(double seconds)
    {
        if (!(seconds >= 10))
        {
            return $"{Fixed(seconds, 1)} s";
        }

        var whole = (long)Math.Round(Math.Min(seconds, 1e12));
        return whole switch
        {
            < 60 => $"{Count(whole)} s",
            < 3600 => whole % 60 == 0 ? $"{Count(whole / 60)} min" : $"{Count(whole / 60)} min {Count(whole % 60)} s",
            _ => whole % 3600 / 60 == 0 ? $"{Count(whole / 3600)} h" : $"{Count(whole / 3600)} h {Count(whole % 3600 / 60)} min",
        };
    }
}
