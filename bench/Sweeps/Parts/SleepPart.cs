using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>Trials of one second, that sleep, on 16 slots: how much longer they take than they must.</summary>
internal static class SleepPart
{
    private const int Silos = 2;
    private const int SlotsOfEach = 8;
    private const int WarmingUp = 20;
    private const int Trials = 320;
    private const int WholeTrials = 10_000;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<SleepRow>> MeasureAsync(BenchStores stores, SweepsOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<SleepRow>();
        foreach (var (engine, store) in options.Engines.SelectMany(_ => stores.All(), (engine, store) => (engine, store)))
        {
            await using var probes = await Probes.StartAsync(store.Address, engine, Silos, SlotsOfEach, cancellationToken, "sleep", "1000");

            // Silos run for days: a round goes before, in which they compile what they need.
            await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(WarmingUp), cancellationToken);
            var timing = await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(options.Whole ? WholeTrials : Trials), cancellationToken);
            await probes.TellTurnsAsync($"{Engines.NameOf(engine)}, {store.Name}, {timing.Trials} trials");
            rows.Add(new SleepRow(Engines.NameOf(engine), store.Name, Silos * SlotsOfEach, timing));
        }

        return rows;
    }
}
