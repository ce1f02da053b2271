using DropoutSweep.Bench.Sweeps.Peers;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Stores;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>The same sweep under this program and, at once after it, under Optuna with PyTorch.</summary>
internal static class PeerPart
{
    /// <summary>Seeds of each configuration when it is scaled down: the quickstart's own.</summary>
    private const int Seeds = 2;

    /// <summary>Measures it, in turns: what else the machine does changes by the minute.</summary>
    public static async Task<IReadOnlyList<PeerRow>> MeasureAsync(BenchStores stores, SweepsOptions options, OptunaProcess peer, CancellationToken cancellationToken)
    {
        var rows = new List<PeerRow>();
        for (var turn = 0; turn < options.Runs; turn++)
        {
            rows.Add(await TurnAsync(stores, options, peer, cancellationToken));
        }

        return rows;
    }

    private static async Task<PeerRow> TurnAsync(BenchStores stores, SweepsOptions options, OptunaProcess peer, CancellationToken cancellationToken)
    {
        var seeds = options.Whole ? TrainedPart.Replicates : Seeds;
        var ours = await TrainedPart.RunAsync(stores, options, program: null, seeds, cancellationToken);
        var theirs = await peer.TrainAsync(seeds, options.Data, cancellationToken);
        return theirs.Trials == ours.Trials
            ? new PeerRow(ours.Trials, ours.Wall, theirs.Whole, theirs.Seconds, theirs.Optuna, theirs.Torch, SystemLoad.Now())
            : throw new InvalidOperationException($"The peer trained {theirs.Trials} trials, this program {ours.Trials}.");
    }
}
