using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>What a trial costs in sweeps of 1,000, 10,000 and 100,000, and what a silo then holds.</summary>
internal static class GrowthPart
{
    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<GrowthRow>> MeasureAsync(BenchStores stores, SweepsOptions options, CancellationToken cancellationToken)
    {
        int[] sizes = options.Whole ? [1_000, 10_000, 100_000] : [1_000, 10_000];
        var rows = new List<GrowthRow>();
        foreach (var store in stores.All())
        {
            await using var probes = await Probes.StartAsync(store.Address, EngineKind.Sql, silos: 1, slots: 2, cancellationToken, "nothing");
            await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(sizes[0]), cancellationToken);
            foreach (var size in sizes)
            {
                var before = probes.ProcessorSeconds;
                var timing = await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(size), cancellationToken);
                rows.Add(new GrowthRow(store.Name, timing, (probes.ProcessorSeconds - before) * 1e6 / size, probes.PeakMegabytes));
            }
        }

        return rows;
    }
}
