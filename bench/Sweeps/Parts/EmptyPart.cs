using DropoutSweep.Bench.Sweeps.Peers;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>Trials that do nothing: what handing out and writing down a trial costs, beside Optuna.</summary>
internal static class EmptyPart
{
    private const int Trials = 2_000;
    private const int PeerTrials = 100;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<EmptyRow>> MeasureAsync(BenchStores stores, SweepsOptions options, OptunaProcess? peer, CancellationToken cancellationToken)
    {
        var rows = new List<EmptyRow>();
        foreach (var store in stores.All())
        {
            foreach (var engine in options.Engines)
            {
                rows.Add(await MeasureAsync(store, engine, silos: 1, slots: 2, options.Runs, cancellationToken));
                rows.Add(await MeasureAsync(store, engine, silos: 2, slots: 1, options.Runs, cancellationToken));
            }
        }

        foreach (var sampler in peer is null ? Array.Empty<string>() : ["random", "tpe"])
        {
            var seconds = await peer!.EmptyAsync(PeerTrials, sampler, cancellationToken);
            rows.Add(new EmptyRow($"Optuna {peer.Version}, {sampler}", "SQLite", 1, 1, PeerTrials, PeerTrials / seconds, [PeerTrials / seconds], null, SystemLoad.Now()));
        }

        return rows;
    }

    private static async Task<EmptyRow> MeasureAsync(BenchStore store, EngineKind engine, int silos, int slots, int runs, CancellationToken cancellationToken)
    {
        await using var probes = await Probes.StartAsync(store.Address, engine, silos, slots, cancellationToken, "nothing");

        // Silos run for days: what they compile at their beginning is not a trial's cost.
        await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(Trials), cancellationToken);
        var rates = new List<double>();
        var before = probes.ProcessorSeconds;
        for (var run = 0; run < runs; run++)
        {
            rates.Add((await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(Trials), cancellationToken)).Rate);
        }

        var processor = (probes.ProcessorSeconds - before) / (Trials * rates.Count);
        await probes.TellTurnsAsync($"{Engines.NameOf(engine)}, {store.Name}, {Trials * (runs + 1)} trials");
        return new EmptyRow($"DropoutSweep, {Engines.NameOf(engine)}", store.Name, silos, slots, Trials, rates.Max(), rates, processor * 1e6, SystemLoad.Now());
    }
}
