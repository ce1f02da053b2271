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
    private readonly Option<string?> _engine = new("--engine") { Description = "Only this engine, sql or orleans; all that are in unless given.", HelpName = "ENGINE" };
    private readonly Option<bool> _report = new("--report") { Description = "Write each row into docs/clusters.md as it comes; rows of faults that were not tried stay as they are." };
    private readonly Option<string?> _only = new("--only") { Description = "Only faults whose name contains this.", HelpName = "TEXT" };

    private readonly Option<int?> _takeOver = new("--takeover") { Description = "Only measure how long a killed silo's trials stand still: this many kills on each store, at the leases that silos have unless told otherwise.", HelpName = "KILLS" };

    public FaultsCommand()
        : base("Disturbs sweeps on real silos and stores, and compares their bits with those of undisturbed ones.")
    {
        Add(_full);
        Add(_report);
        Add(_only);
        Add(_engine);
        Add(_takeOver);
        SetAction(RunAsync);
    }

    private IReadOnlyList<EngineKind> EnginesOf(ParseResult parsed) =>
        parsed.GetValue(_engine) is { } name ? [Engines.Named(name)] : Engines.All;

    private void Keep(ParseResult parsed, FaultOutcome outcome)
    {
        if (parsed.GetValue(_report))
        {
            FaultTable.Write(FaultTable.Row(outcome));
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-faults-").FullName;
        await using var server = PostgresServer.Missing is null ? await PostgresServer.StartNewAsync(cancellationToken) : null;
        try
        {
            var full = parsed.GetValue(_full);
            var options = new FaultOptions
            {
                Sweep = new FaultSweep(replicates: 2, epochs: 12),
                Kills = full ? ManyKills : FewKills,
                Patience = TimeSpan.FromMinutes(15),
                Folder = folder,
            };
            var kills = full ? options with { Sweep = new FaultSweep(replicates: 8, epochs: 24) } : options;
            if (parsed.GetValue(_takeOver) is { } most)
            {
                await new TakeOverTimes(options with { Kills = most }, server).MeasureAsync(EnginesOf(parsed), cancellationToken);
                return 0;
            }

            var outcomes = new List<FaultOutcome>();
            foreach (var engine in EnginesOf(parsed))
            {
                var rounds = new FaultRounds(options with { Engine = engine }, kills with { Engine = engine }, server, parsed.GetValue(_only), outcome => Keep(parsed, outcome));
                outcomes.AddRange(await rounds.RunAsync(cancellationToken));
            }

            Console.WriteLine(FaultTable.Draw(outcomes.Select(FaultTable.Row)));

            return outcomes.Any(outcome => outcome.Wrong.Count > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
