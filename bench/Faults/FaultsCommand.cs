using System.CommandLine;
using DropoutSweep.Faults;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Bench.Faults;

/// <summary>Tries every fault on both stores, and prints or keeps the table of what came of it.</summary>
internal sealed class FaultsCommand : RootCommand
{
    private const int FewKills = 5;
    private const int ManyKills = 50;
    private readonly Option<bool> _full = new("--full") { Description = $"{ManyKills} kills over a longer sweep; {FewKills} unless given." };
    private readonly Option<bool> _report = new("--report") { Description = "Write the table into docs/clusters.md." };
    private readonly Option<string?> _engine = new("--engine") { Description = "Only this engine, sql or orleans; all that are in unless given.", HelpName = "ENGINE" };
    private readonly Option<string?> _only = new("--only") { Description = "Only faults whose name contains this.", HelpName = "TEXT" };

    public FaultsCommand()
        : base("Disturbs sweeps on real silos and stores, and compares their bits with those of undisturbed ones.")
    {
        Add(_full);
        Add(_report);
        Add(_only);
        Add(_engine);
        SetAction(RunAsync);
    }

    private IEnumerable<EngineKind> EnginesOf(ParseResult parsed) =>
        parsed.GetValue(_engine) is { } name ? [Engines.Named(name)] : Engines.All;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
        await using var server = PostgresServer.Missing is null ? await PostgresServer.StartNewAsync(cancellationToken) : null;
        try
        {
            var full = parsed.GetValue(_full);
            var options = new FaultOptions
            {
                Sweep = full ? new FaultSweep(replicates: 12, epochs: 24) : new FaultSweep(replicates: 2, epochs: 12),
                Kills = full ? ManyKills : FewKills,
                Patience = TimeSpan.FromMinutes(15),
                Folder = folder,
            };
            var outcomes = new List<FaultOutcome>();
            foreach (var engine in EnginesOf(parsed))
            {
                outcomes.AddRange(await new FaultRounds(options with { Engine = engine }, server, parsed.GetValue(_only)).RunAsync(cancellationToken));
            }

            var table = FaultTable.Draw(outcomes, options);
            Console.WriteLine(table);
            if (parsed.GetValue(_report))
            {
                FaultTable.Write(table);
            }

            return outcomes.Any(outcome => outcome.Wrong.Count > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
