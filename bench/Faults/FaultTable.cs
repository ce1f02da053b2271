using System.Globalization;
using DropoutSweep.Faults;

namespace DropoutSweep.Bench.Faults;

/// <summary>The table of faults, as Markdown.</summary>
internal static class FaultTable
{
    private const string Begin = "<!-- faults:begin -->";
    private const string End = "<!-- faults:end -->";

    private const string Intro = "Each line is one sweep, on silos with leases of a second (ten for the clock); the command is `bench/faults --full`.";
    private static readonly string[] s_head =
    [
        "| fault | engine | store | times | trials | attempts | lost, crashed or given back | took | results |",
        "|---|---|---|--:|--:|--:|--:|--:|---|",
    ];

    /// <summary>Draws the table.</summary>
    public static string Draw(IEnumerable<string> rows) => string.Join('\n', [Intro, "", .. s_head, .. rows]) + "\n";

    /// <summary>Puts a row between the marks in docs/clusters.md. It replaces the one there of the same fault under the same engine on the same store.</summary>
    public static void Write(string row)
    {
        var path = Path.Combine(FindRoot(), "docs", "clusters.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no place for the table: the lines {Begin} and {End}.");
        }

        var all = page[(begin + Begin.Length)..end].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Except(s_head, StringComparer.Ordinal).ToList();
        var old = all.FindIndex(line => string.Equals(Key(line), Key(row), StringComparison.Ordinal));
        if (old >= 0)
        {
            all[old] = row;
        }
        else
        {
            all.Add(row);
        }

        File.WriteAllText(path, page[..(begin + Begin.Length)] + "\n" + Draw(all) + page[end..]);
    }

    /// <summary>The row of an outcome.</summary>
    public static string Row(FaultOutcome outcome)
    {
        var result = outcome switch
        {
            { Skipped: { } reason } => $"not tried: {reason}",
            { Wrong.Count: > 0 } => $"**WRONG**: {outcome.Wrong.Count} things",
            _ => "one each, the same bits",
        };
        return string.Create(CultureInfo.InvariantCulture, $"| {outcome.Fault} | {outcome.Engine} | {outcome.Store} | {outcome.Strikes} | {outcome.Trials} | {outcome.Attempts} | {outcome.Interrupted} | {outcome.Took.TotalSeconds:0} s | {result} |");
    }

    /// <summary>Fault, engine and store of a row.</summary>
    private static string Key(string row) => string.Join('|', row.Split('|').Take(4));

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
