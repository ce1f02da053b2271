using System.Numerics;
using System.Text;

namespace DropoutSweep.Training.Results;

/// <summary>
/// Precision, recall, F1 and support of every class, with accuracy and averages, as scikit-learn's
/// <c>classification_report</c> defines them with all classes as labels and <c>zero_division=0</c>.
/// </summary>
public sealed class ClassificationReport
{
    private const string WeightedName = "weighted avg";

    private ClassificationReport(IReadOnlyList<ClassificationReportRow> classes, double accuracy, ClassificationReportRow macro, ClassificationReportRow weighted)
    {
        Classes = classes;
        Accuracy = accuracy;
        MacroAverage = macro;
        WeightedAverage = weighted;
    }

    /// <summary>One row for each class, in order.</summary>
    public IReadOnlyList<ClassificationReportRow> Classes { get; }

    /// <summary>Share of all samples predicted rightly; 0 when there are none.</summary>
    public double Accuracy { get; }

    /// <summary>The plain mean over classes.</summary>
    public ClassificationReportRow MacroAverage { get; }

    /// <summary>The mean over classes weighted by support; 0 when there are no samples.</summary>
    public ClassificationReportRow WeightedAverage { get; }

    /// <summary>The report of a confusion matrix.</summary>
    /// <param name="confusion">How often each true class was predicted as each class.</param>
    /// <param name="names">The classes' names; null for 0, 1, 2, ….</param>
    /// <exception cref="ArgumentException">There are more or fewer names than classes.</exception>
    public static ClassificationReport Create(ConfusionMatrix confusion, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var classes = confusion.Classes;
        if (names is not null && names.Count != classes)
        {
            throw new ArgumentException($"{names.Count} names are not {classes} classes.", nameof(names));
        }

        var rows = new ClassificationReportRow[classes];
        long right = 0;
        long total = 0;
        for (var c = 0; c < classes; c++)
        {
            long actual = 0;
            long predicted = 0;
            for (var other = 0; other < classes; other++)
            {
                actual += confusion[c, other];
                predicted += confusion[other, c];
            }

            long hits = confusion[c, c];
            rows[c] = new ClassificationReportRow(names?[c] ?? $"{c}", Ratio(hits, predicted), Ratio(hits, actual), Ratio(2 * hits, actual + predicted), actual);
            right += hits;
            total += actual;
        }

        return new ClassificationReport(rows, Ratio(right, total), Average("macro avg", rows, total, static _ => 1), Average(WeightedName, rows, total, static row => row.Support));
    }

    /// <summary>The report as scikit-learn prints it, with lines ended by line feeds.</summary>
    /// <param name="digits">Decimals of precision, recall, F1 and accuracy, 0 to 15; 2 unless said.</param>
    public string ToText(int digits = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 15);
        var width = Math.Max(WeightedName.Length, Math.Max(digits, Classes.Max(row => row.Name.Length)));
        var text = new StringBuilder();
        Line(text, width, "", "precision", "recall", "f1-score", "support").Append('\n');
        foreach (var row in Classes)
        {
            Line(text, width, row, digits);
        }

        text.Append('\n');
        Line(text, width, "accuracy", "", "", Fixed(Accuracy, digits), $"{MacroAverage.Support}");
        Line(text, width, MacroAverage, digits);
        Line(text, width, WeightedAverage, digits);
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => ToText();

    /// <summary>
    /// A number in [0, 2^53) with fixed decimals, ties to even on its exact binary value as C and Python round
    /// (0.125 is 0.12), which .NET's "F2" does not.
    /// </summary>
    internal static string Fixed(double value, int digits)
    {
        // value = mantissa × 2^-1074 exactly, scaled as an integer: nothing is lost.
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        var mantissa = exponent == 0 ? new BigInteger(fraction) : new BigInteger(fraction | (1L << 52)) << (exponent - 1);
        var quotient = BigInteger.DivRem(mantissa * BigInteger.Pow(10, digits), BigInteger.One << 1074, out var rest);
        var twice = (rest << 1).CompareTo(BigInteger.One << 1074);
        if (twice > 0 || (twice == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        var text = quotient.ToString().PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    private static double Ratio(long numerator, long denominator) => denominator == 0 ? 0 : numerator / (double)denominator;

    private static ClassificationReportRow Average(string name, ClassificationReportRow[] rows, long support, Func<ClassificationReportRow, double> weight)
    {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double sum = 0;
        foreach (var row in rows)
        {
            var w = weight(row);
            precision += w * row.Precision;
            recall += w * row.Recall;
            f1 += w * row.F1;
            sum += w;
        }

        return sum == 0 ? new ClassificationReportRow(name, 0, 0, 0, support) : new ClassificationReportRow(name, precision / sum, recall / sum, f1 / sum, support);
    }

    private static void Line(StringBuilder text, int width, ClassificationReportRow row, int digits) =>
        Line(text, width, row.Name, Fixed(row.Precision, digits), Fixed(row.Recall, digits), Fixed(row.F1, digits), $"{row.Support}");

    private static StringBuilder Line(StringBuilder text, int width, string name, params ReadOnlySpan<string> cells)
    {
        text.Append(name.PadLeft(width)).Append(' ');
        foreach (var cell in cells)
        {
            text.Append(' ').Append(cell.PadLeft(9));
        }

        return text.Append('\n');
    }
}
