using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Inspection;

/// <summary>Computes the distribution of activations of one network or of two in the same bins.</summary>
internal static class ActivationDistribution
{
    /// <summary>The statistics of each network; layers of the same number share their bins.</summary>
    public static ActivationStatistics[] Compute(IReadOnlyList<InspectionNetwork> networks, SampleSet samples, int[] rows, CancellationToken cancellationToken)
    {
        LayerTally[][] tallies = [.. networks.Select(network => Names.Layers(network.Model).Skip(1).SkipLast(1).Select(name => new LayerTally(name)).ToArray())];
        for (var n = 0; n < networks.Count; n++)
        {
            var mine = tallies[n];
            Run(networks[n], samples, rows, (layer, values) => mine[layer].AddFirst(values), cancellationToken);
        }

        var layers = tallies.Max(mine => mine.Length);
        HistogramBins[] bins = [.. Enumerable.Range(0, layers).Select(layer => Cover(tallies, layer, tally => tally.Least, tally => tally.Greatest))];
        HistogramBins[] meanBins = [.. Enumerable.Range(0, layers).Select(layer => Cover(tallies, layer, tally => tally.LeastMean, tally => tally.GreatestMean))];
        for (var n = 0; n < networks.Count; n++)
        {
            var mine = tallies[n];
            Run(networks[n], samples, rows, (layer, values) => mine[layer].AddSecond(values, bins[layer]), cancellationToken);
        }

        return [.. tallies.Select(mine => new ActivationStatistics(rows.Length, [.. mine.Select((tally, layer) => tally.ToStatistics(bins[layer], meanBins[layer]))]))];
    }

    // Zero is always in view: sparsity is about it.
    private static HistogramBins Cover(LayerTally[][] tallies, int layer, Func<LayerTally, double> least, Func<LayerTally, double> greatest)
    {
        LayerTally[] same = [.. tallies.Where(mine => layer < mine.Length).Select(mine => mine[layer])];
        return HistogramBins.Covering(Math.Min(0, same.Min(least)), Math.Max(0, same.Max(greatest)));
    }

    private static void Run(InspectionNetwork network, SampleSet samples, int[] rows, Action<int, ReadOnlySpan<float>> add, CancellationToken cancellationToken)
    {
        float[][] values = [.. network.Model.Options.Hidden.Select(layer => new float[layer.Units])];
        foreach (var batch in rows.Chunk(InspectionNetwork.BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var view = network.Evaluate(samples, batch);
            for (var row = 0; row < batch.Length; row++)
            {
                for (var layer = 0; layer < values.Length; layer++)
                {
                    view.Activated(layer, row, values[layer]);
                    add(layer, values[layer]);
                }
            }
        }
    }
}
