using System.Text;
using DropoutSweep.Bench.Rows;

namespace DropoutSweep.Bench.Reports;

/// <summary>A report for people: the machine, the table, and what stands below it.</summary>
internal static class ReportText
{
    private const double Mega = 1 << 20;

    // Above this, something else was at work, and the figures are not to be kept.
    private const double BusyLoad = 0.5;

    /// <summary>Writes a report.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="markdown">As Markdown; otherwise for a terminal.</param>
    public static string Write(BenchReport report, bool markdown)
    {
        var text = new StringBuilder();
        var items = Facts(report);
        if (markdown)
        {
            foreach (var (name, value) in items)
            {
                text.Append("- **").Append(name).Append(":** ").Append(name is "Command" ? $"`{value}`" : value).Append('\n');
            }
        }
        else
        {
            var width = items.Max(item => item.Name.Length);
            foreach (var (name, value) in items)
            {
                text.Append(name.PadRight(width)).Append("  ").Append(value).Append('\n');
            }
        }

        text.Append('\n');
        if (report.Rows.Count > 0)
        {
            var table = Table(report);
            text.Append(markdown ? table.ToMarkdown() : table.ToText()).Append('\n');
        }

        foreach (var note in Notes(report))
        {
            text.Append(markdown ? "- " : "").Append(note).Append('\n');
        }

        return text.ToString();
    }

    private static List<(string Name, string Value)> Facts(BenchReport report)
    {
        var machine = report.Machine;
        List<(string, string)> facts =
        [
            ("Command", report.Command),
            ("Taken", $"{report.Taken:yyyy-MM-dd HH:mm} UTC{(machine.Load > BusyLoad ? $"; the machine was not idle (load {machine.Load:0.0}), so do not keep these figures" : "")}"),
            ("Processor", $"{machine.Processor}, {machine.Cores} cores, {machine.Caches}"),
            ("FMA peak", $"{report.Peak:0} GFLOP/s on one core{(report.PeakTogether is { } both ? $", {both:0} on two at once" : "")} (independent chains of {Machine.FmaPeak.VectorBits}-bit vectors; training uses {machine.VectorBits} bits)"),
            ("Memory rates", string.Join(", ", report.Bandwidths.Select(level => $"{level.Level} {level.Rate:0} GB/s"))),
            ("Runtime", $"{machine.Runtime} on {machine.System}"),
            ("PyTorch", report.Peer?.ToString() ?? "NOT MEASURED: no ratios"),
            ("Data", report.Data),
        ];
        return facts;
    }

    private static TextTable Table(BenchReport report)
    {
        var together = report.Rows.Any(row => row.Together is not null);
        var peer = report.Peer is not null;
        List<(string Name, bool Right, Func<BenchRow, RowResult, string> Cell)> columns =
        [
            ("#", true, (row, _) => $"{row.Number}"),
            ("784-…-10", false, (row, _) => row.Name),
            ("batch", true, (row, _) => row.Work == RowWork.Evaluation ? "–" : $"{row.Batch}"),
            ("time", true, (_, result) => Time(result.Alone.Ours.Median)),
            ("GFLOP/s", true, (_, result) => $"{result.Alone.Rate:0}"),
            ("of peak", true, (_, result) => Percent(result.Alone.PeakShare)),
        ];
        if (peer)
        {
            columns.Add(("PyTorch", true, (_, result) => Time(result.Alone.Peer?.Median)));
            columns.Add(("ratio", true, (_, result) => Ratio(result.Alone.Ratio)));
        }

        columns.Add(("spread", true, (_, result) => SpreadOf(result.Alone)));
        if (together)
        {
            columns.Add(("two at once", true, (_, result) => Time(result.Together?.Ours.Median)));
            columns.Add(("of peak", true, (_, result) => result.Together is { } side ? Percent(side.PeakShare) : "–"));
            if (peer)
            {
                columns.Add(("PyTorch", true, (_, result) => Time(result.Together?.Peer?.Median)));
                columns.Add(("ratio", true, (_, result) => Ratio(result.Together?.Ratio)));
            }
        }

        columns.Add(("must reach", false, (row, _) => row.Target.ToString()));
        columns.Add(("reached", false, (row, result) => row.Target.Reached(result) switch { true => "yes", false => "NO", _ => "?" }));
        var table = new TextTable([.. columns.Select(column => column.Name)], [.. columns.Select(column => column.Right)]);
        foreach (var result in report.Rows)
        {
            var row = BenchRows.All[result.Number - 1];
            table.Add([.. columns.Select(column => column.Cell(row, result))]);
        }

        return table;
    }

    private static IEnumerable<string> Notes(BenchReport report)
    {
        foreach (var result in report.Rows.Where(row => BenchRows.All[row.Number - 1].Work == RowWork.Trial))
        {
            yield return $"Row {result.Number}: evaluation is {Percent(result.Alone.EvaluationShare)} of the trial's time, its last one (all 70,000 images) included.";
        }

        if (report.Memory is { } memory)
        {
            yield return $"Memory of a run of 784-512-256-10 at batch 128 over the data set: {memory.RunBytes / Mega:0.0} MB managed, {memory.RunPrivateBytes / Mega:0.0} MB of the process's private memory at its greatest (must stay within 60 MB: {YesNo(Math.Max(memory.RunBytes, memory.RunPrivateBytes) <= 60e6)}).";
            yield return $"The data set: {memory.DatasetBytes / Mega:0.0} MB, held once (must stay within 60 MB: {YesNo(memory.DatasetBytes <= 60e6)}); four runs on it add {memory.FourRunsBytes / Mega:0.0} MB together.";
            yield return $"Allocated from batch to batch, {memory.Batches} batches together: {memory.BatchLoopBytes} bytes (must be none: {YesNo(memory.BatchLoopBytes == 0)}).";
        }

        if (report.Startup is { } startup)
        {
            yield return $"Start of the published client: `--version` {startup.Version.Median:0} ms (must stay within 150 ms: {YesNo(startup.Version.Median <= 150)}).";
            yield return $"`run` on the quickstart reaches its first epoch's end in {startup.FirstTrial.Median:0} ms, with networks and a training set that take next to no time in {startup.FirstEpoch.Median:0} ms (must reach its first epoch within 1,500 ms: {YesNo(startup.FirstEpoch.Median <= 1500)}).";
        }
    }

    private static string YesNo(bool reached) => reached ? "yes" : "NO";

    private static string Percent(double share) => $"{share * 100:0} %";

    private static string Ratio(double? ratio) => ratio is { } value ? $"{value:0.00}" : "–";

    private static string Time(double? microseconds) => microseconds switch
    {
        null => "–",
        >= 1e6 => $"{microseconds / 1e6:0.00} s",
        >= 1e5 => $"{microseconds / 1e3:0.0} ms",
        >= 1e3 => $"{microseconds:#,0} µs",
        _ => $"{microseconds:0.0} µs",
    };

    // Between the quartiles, of the median; the wider of the two that were measured.
    private static string SpreadOf(SideResult side)
    {
        static double Width(Spread spread) => (spread.Upper - spread.Lower) / spread.Median;
        return Percent(Math.Max(Width(side.Ours), side.Peer is { } peer ? Width(peer) : 0));
    }
}
