using System.Text;
using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>A report for people, for a terminal or as Markdown.</summary>
internal static class ReportText
{
    // Above this, something else was at work, and the figures are not to be kept.
    private const double BusyLoad = 0.5;

    /// <summary>Writes a report.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="markdown">As Markdown; otherwise for a terminal.</param>
    public static string Write(SweepsReport report, bool markdown)
    {
        var text = new StringBuilder();
        var machine = report.Machine;
        foreach (var (name, value) in report.Runs.Select(run => ("Command", Told(run, markdown))).Concat(
            [
                ("Processor", $"{machine.Processor}, {machine.Cores} cores"),
                ("Runtime", $"{machine.Runtime} on {machine.System}"),
            ]))
        {
            text.Append(markdown ? $"- **{name}:** {value}\n" : $"{name,-10} {value}\n");
        }

        foreach (var (title, table) in Tables(report))
        {
            text.Append(markdown ? $"\n**{title}**\n\n" : $"\n{title}\n").Append(markdown ? table.ToMarkdown() : table.ToText());
        }

        return text.ToString();
    }

    private static string Told(SweepsRun run, bool markdown)
    {
        var busy = run.Load > BusyLoad ? $"; the machine was not idle (load {run.Load:0.0}), so do not keep these figures" : string.Empty;
        return $"{(markdown ? $"`{run.Command}`" : run.Command)}, {run.Taken:yyyy-MM-dd HH:mm} UTC{busy}";
    }

    private static IEnumerable<(string Title, TextTable Table)> Tables(SweepsReport report)
    {
        if (report.Empty is { } empty)
        {
            yield return ("Trials that do nothing, from submission to summary (must reach 1,000 a second with two slots)", Empty(empty));
        }

        if (report.Sleep is { } sleep)
        {
            yield return ("Trials of one second that sleep, two silos of eight slots (must stay within 2 % of the minimum)", Sleep(sleep));
        }

        if (report.Growth is { } growth)
        {
            yield return ("Cost of a trial as sweeps grow, one silo of two slots (must stay within 1.5 times; 500 MB at 100,000)", Growth(growth));
        }

        if (report.Trained is { } trained)
        {
            yield return ("The quickstart's sweep on MNIST, against its trials' seconds divided by the slots (must stay within 5 %)", Trained(trained));
        }

        if (report.Peer is { } peer)
        {
            yield return ("The same sweep under Optuna and PyTorch, two worker processes (must be four times as fast)", Peer(peer));
        }

        if (report.Api is { } api)
        {
            yield return ("The API: a sweep of 10,000 trials, and a silo whose two slots train", Api(api));
        }

        if (report.Page is { } page)
        {
            yield return ("The live page of a sweep of 10,000 completed trials, in Chromium (must be painted within 1 s; an update must stay within 100 ms of the main thread)", Page(page));
        }
    }

    private static TextTable Empty(IReadOnlyList<EmptyRow> rows)
    {
        var table = new TextTable(
            ["program", "store", "silos × slots", "trials", "trials/s", "runs", "processor µs", "load", "reached"],
            [false, false, true, true, true, true, true, true, false]);
        foreach (var row in rows)
        {
            var reached = row.Processor is null || row.Silos > 1 ? "–" : YesNo(row.Rate >= 1_000);
            table.Add(
            [
                row.Program, row.Store, $"{row.Silos} × {row.Slots}", $"{row.Trials:#,0}", $"{row.Rate:#,0}", string.Join(", ", row.Rates.Select(rate => $"{rate:#,0}")),
                row.Processor is { } processor ? $"{processor:#,0}" : "–", $"{row.Load:0.0}", reached,
            ]);
        }

        return table;
    }

    private static TextTable Sleep(IReadOnlyList<SleepRow> rows)
    {
        var table = new TextTable(
            ["engine", "store", "trials", "least", "took", "overhead", "of that submit", "start", "first start to last end", "summary", "load", "reached"],
            [false, false, true, true, true, true, true, true, true, true, true, false]);
        foreach (var row in rows)
        {
            var timing = row.Timing;
            table.Add(
            [
                row.Engine, row.Store, $"{timing.Trials:#,0}", $"{row.Least:0} s", $"{timing.Total:0.00} s", Percent(row.Overhead), Milliseconds(timing.Submit), Milliseconds(timing.Start),
                $"{timing.Work:0.00} s ({Percent(row.WorkOverhead)})", Milliseconds(Math.Max(0, timing.Total - timing.Work - timing.Start)), $"{timing.Load:0.0}", YesNo(row.Overhead <= 0.02),
            ]);
        }

        return table;
    }

    private static TextTable Growth(IReadOnlyList<GrowthRow> rows)
    {
        var table = new TextTable(
            ["store", "trials", "took", "µs a trial", "× the smallest", "processor µs", "silo's memory", "load", "reached"],
            [false, true, true, true, true, true, true, true, false]);
        foreach (var row in rows)
        {
            var times = row.Cost / rows.First(first => string.Equals(first.Store, row.Store, StringComparison.Ordinal)).Cost;
            var reached = times <= 1.5 && (row.Timing.Trials < 100_000 || row.Megabytes <= 500);
            table.Add(
            [
                row.Store, $"{row.Timing.Trials:#,0}", $"{row.Timing.Total:0.0} s", $"{row.Cost:#,0}", $"{times:0.00}", $"{row.Processor:#,0}", $"{row.Megabytes:0} MB",
                $"{row.Timing.Load:0.0}", YesNo(reached),
            ]);
        }

        return table;
    }

    private static TextTable Trained(IReadOnlyList<TrainedRow> rows)
    {
        var table = new TextTable(["how", "trials", "took", "trials' seconds / slots", "overhead", "load", "reached"], [false, true, true, true, true, true, false]);
        foreach (var row in rows)
        {
            table.Add([row.Name, $"{row.Trials}", $"{row.Wall:0.0} s", $"{row.Seconds / row.Slots:0.0} s", Percent(row.Overhead), $"{row.Load:0.0}", YesNo(row.Overhead <= 0.05)]);
        }

        return table;
    }

    private static TextTable Peer(IReadOnlyList<PeerRow> turns)
    {
        var table = new TextTable(["trials", "run --no-report, 2 slots", $"Optuna {turns[0].Optuna}, PyTorch {turns[0].Torch}", "after its imports", "ratio", "load", "reached"], [true, true, true, true, true, true, false]);
        foreach (var turn in turns)
        {
            table.Add([$"{turn.Trials}", $"{turn.Ours:0.0} s", $"{turn.Theirs:0.0} s", $"{turn.AfterImports:0.0} s", $"{turn.Ratio:0.00}", $"{turn.Load:0.0}", "–"]);
        }

        var median = turns.Select(static turn => turn.Ratio).Order().ElementAt((turns.Count - 1) / 2);
        table.Add(["median", "–", "–", "–", $"{median:0.00}", "–", YesNo(median >= 4)]);
        return table;
    }

    private static TextTable Api(IReadOnlyList<ApiRow> rows)
    {
        var table = new TextTable(["question", "first answer", "median", "longest", "must stay within", "bytes", "load", "reached"], [false, true, true, true, true, true, true, false]);
        foreach (var row in rows)
        {
            table.Add(
            [
                row.What, $"{row.First:0.0} ms", $"{row.Median:0.0} ms", $"{row.Longest:0.0} ms", $"{row.Limit:0} ms",
                $"{row.Bytes:#,0}", $"{row.Load:0.0}", YesNo(row.Longest <= row.Limit),
            ]);
        }

        return table;
    }

    private static TextTable Page(PageRow row)
    {
        var table = new TextTable(
            ["trials", "characters", "first paint, silo just started", "later, median", "longest", "update, median", "longest", "load", "reached"],
            [true, true, true, true, true, true, true, true, false]);
        table.Add(
        [
            $"{row.Trials:#,0}", $"{row.Characters:#,0}", $"{row.FirstPaint:0} ms", $"{row.Paint:0} ms", $"{row.LongestPaint:0} ms", $"{row.Update:0} ms", $"{row.LongestUpdate:0} ms",
            $"{row.Load:0.0}", YesNo(row.LongestPaint <= 1_000 && row.LongestUpdate <= 100),
        ]);
        return table;
    }

    private static string YesNo(bool reached) => reached ? "yes" : "NO";

    private static string Percent(double share) => $"{share * 100:0.0} %";

    private static string Milliseconds(double seconds) => $"{seconds * 1_000:0} ms";
}
