using System.Globalization;

namespace DropoutSweep.Bench.Rows;

/// <summary>The rows of the table.</summary>
internal static class BenchRows
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<BenchRow> All { get; } =
    [
        new(1, RowWork.Steps, [512, 256], [0.2, 0.2], 128) { Target = new() { PeakPercent = 75, Ratio = 2 } },
        new(2, RowWork.Steps, [512, 256], [0.2, 0.2], 32) { Target = new() { PeakPercent = 55, Ratio = 2.5 } },
        new(3, RowWork.Steps, [128, 64], [0.3, 0.3], 32) { Target = new() { Ratio = 4 } },
        new(4, RowWork.Steps, [128, 64], [0.3, 0.3], 128) { Target = new() { Ratio = 3 } },
        new(5, RowWork.Steps, [100, 50, 25], [0.5, 0.25, 0], 32) { Target = new() { Ratio = 6 } },
        new(6, RowWork.Steps, [100, 50, 25], [0.5, 0.25, 0], 128) { Target = new() { Ratio = 4 } },
        new(7, RowWork.Steps, [128, 128], [0.5, 0.5], 32) { Target = new() { Ratio = 4 } },
        new(8, RowWork.Steps, [128, 128], [0.5, 0.5], 128) { Target = new() { Ratio = 3 } },
        new(9, RowWork.Steps, [1024, 1024, 1024], [0.5, 0.5, 0.5], 100) { MaxNorm = 2, Target = new() { PeakPercent = 60 } },
        new(10, RowWork.Trial, [512, 256], [0.2, 0.2], 128) { Target = new() { Ratio = 2.5, EvaluationPercent = 15 } },
        new(11, RowWork.Evaluation, [512, 256], [0.2, 0.2], 128) { Target = new() { PeakPercent = 85 } },
    ];

    /// <summary>Reads numbers and ranges such as <c>1,3-5</c>; <c>none</c> for no row.</summary>
    /// <exception cref="FormatException">It is something else, or a row that does not exist.</exception>
    public static IReadOnlyList<BenchRow> Parse(string text)
    {
        List<BenchRow> rows = [];
        foreach (var part in text is "none" ? [] : text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || first < 1 || last > All.Count || ends.Length > 2)
            {
                throw new FormatException($"'{part}' is no row: write numbers from 1 to {All.Count} and ranges such as 3-5, or 'none'.");
            }

            rows.AddRange(All.Skip(first - 1).Take(last - first + 1));
        }

        return rows;
    }
}
