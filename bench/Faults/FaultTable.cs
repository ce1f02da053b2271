using System.Globalization;
using System.Text;
using DropoutSweep.Faults;

namespace DropoutSweep.Bench.Faults;

/// <summary>The table of faults, as Markdown.</summary>
internal static class FaultTable
{
    private const string Begin = "<!-- faults:begin -->";
    private const string End = "<!-- faults:end -->";

    /// <summary>Draws it.</summary>
    public static string Draw(IReadOnlyList<FaultOutcome> outcomes, FaultOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Each line is one sweep of {options.Sweep.Spec.TrialCount} trials on silos with leases of {options.Lease.TotalSeconds:0} s; the command is `bench/faults{(options.Kills > 5 ? " --full" : "")}`.")
            .AppendLine()
            .AppendLine("| fault | engine | store | times | trials | attempts | lost, crashed or given back | took | results |")
            .AppendLine("|---|---|---|--:|--:|--:|--:|--:|---|");
        foreach (var outcome in outcomes)
        {
            var result = outcome switch
            {
                { Skipped: { } reason } => $"not tried: {reason}",
                { Wrong.Count: > 0 } => $"**WRONG**: {outcome.Wrong.Count} things",
                _ => "one each, the same bits",
            };
            text.AppendLine(CultureInfo.InvariantCulture, $"| {outcome.Fault} | {outcome.Engine} | {outcome.Store} | {outcome.Strikes} | {outcome.Trials} | {outcome.Attempts} | {outcome.Interrupted} | {outcome.Took.TotalSeconds:0} s | {result} |");
        }

        return text.ToString();
    }

    /// <summary>Puts it between its marks in docs/clusters.md.</summary>
    public static void Write(string table)
    {
        var path = Path.Combine(FindRoot(), "docs", "clusters.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no place for the table: the lines {Begin} and {End}.");
        }

        File.WriteAllText(path, page[..(begin + Begin.Length)] + "\n" + table + page[end..]);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DropoutSweep.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("This program is not inside the repository.");
    }
}
