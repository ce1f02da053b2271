using System.Globalization;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Interaction;

/// <summary>Numbers as people read them.</summary>
internal static class NumberText
{
    /// <summary>A share in [0, 1] as a percentage, such as <c>97.98</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A loss in four significant digits.</summary>
    public static string Loss(double loss) => loss switch
    {
        0 => "0",
        _ when !double.IsFinite(loss) => loss.ToString(CultureInfo.InvariantCulture),
        _ when Math.Abs(loss) is >= 0.0001 and < 10_000 => Significant(loss),
        _ => loss.ToString("0.000e+0", CultureInfo.InvariantCulture),
    };

    /// <summary>Mean ± half width of its 95 % interval, by a writer of one number; a lone value has no interval.</summary>
    public static string Estimate(Estimate? estimate, Func<double, string> number) => estimate switch
    {
        null => "–",
        { HalfWidth: { } half } => $"{number(estimate.Mean)} ± {number(half)}",
        _ => number(estimate.Mean),
    };

    /// <summary>Percentage points, such as <c>1.21</c>.</summary>
    public static string Points(double points) => points.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A whole number with thousands apart, such as <c>535,818</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with what is counted, such as <c>1 trial</c> or <c>16 trials</c>.</summary>
    public static string Of(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>Bytes, such as <c>0 B</c> or <c>1.07 MB</c>.</summary>
    public static string Bytes(long bytes) => Scaled(bytes) is var text && text.Contains(' ', StringComparison.Ordinal) ? $"{text}B" : $"{text} B";

    /// <summary>A large number in three digits and a unit, such as <c>1.07 M</c>.</summary>
    public static string Scaled(double value)
    {
        ReadOnlySpan<string> units = ["", " k", " M", " G", " T", " P"];
        var unit = 0;
        while (Math.Abs(value) >= 999.5 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        var format = unit == 0 || Math.Abs(value) >= 99.95 ? "0" : Math.Abs(value) >= 9.995 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.InvariantCulture) + units[unit];
    }

    /// <summary>A duration as <c>0:07</c>, <c>12:30</c>, <c>3:05:00</c> or <c>2 d 3:05:00</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        var seconds = (long)Math.Round(Math.Max(0, duration.TotalSeconds));
        var (days, rest) = Math.DivRem(seconds, 86_400);
        var clock = rest >= 3_600 || days > 0
            ? $"{rest / 3_600}:{rest / 60 % 60:00}:{rest % 60:00}"
            : $"{rest / 60}:{rest % 60:00}";
        return days > 0 ? $"{days} d {clock}" : clock;
    }

    private static string Significant(double value)
    {
        var before = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        return value.ToString("F" + Math.Clamp(4 - before, 0, 8).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
