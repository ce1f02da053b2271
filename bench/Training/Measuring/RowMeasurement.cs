using System.Diagnostics;
using DropoutSweep.Bench.Peers;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Bench.Rows;
using DropoutSweep.Bench.Running;

namespace DropoutSweep.Bench.Measuring;

/// <summary>
/// Measures a row: runs of this program, the peer and the FMA peak in turn, so that whatever changes about the
/// machine in the meantime changes for all of them; first one trial, then one on each of two cores.
/// </summary>
internal sealed class RowMeasurement(BenchRow row, BenchData data, string? python, string? peerKernels, double seconds) : IDisposable
{
    private const int Cores = 2;
    private const double RunSeconds = 0.15;
    private const double WarmUpSeconds = 1.5;
    private readonly List<IRunner> _runners = [];

    private int LeastRounds => row.Work == RowWork.Trial ? 3 : 5;

    /// <summary>The peer, once measured.</summary>
    public PeerDescription? Peer { get; private set; }

    /// <summary>Measures it.</summary>
    public RowResult Measure()
    {
        var together = Environment.ProcessorCount >= Cores;
        var count = together ? Cores : 1;
        IRunner[] ours = [.. Enumerable.Range(1, count).Select(seed => Keep(OurRunner((ulong)seed)))];
        IRunner[] peers = python is null ? [] : [.. Enumerable.Range(0, count).Select(_ => Keep(PeerRunner(python)))];
        IRunner[] peaks = [.. Enumerable.Range(0, count).Select(_ => Keep(new PeakRunner()))];
        return new RowResult
        {
            Number = row.Number,
            Operations = OperationCount.Of(row, data.Training.TrainRows.Length, data.EvaluatedPerEpoch, data.EvaluatedAtEnd),
            Bytes = MemoryTraffic.Of(row, data.Training.TrainRows.Length, data.EvaluatedPerEpoch, data.EvaluatedAtEnd),
            Alone = MeasureSide(ours[..1], peers.Length == 0 ? [] : peers[..1], peaks[..1]),
            Together = together ? MeasureSide(ours, peers, peaks) : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var runner in _runners)
        {
            runner.Dispose();
        }
    }

    private SideResult MeasureSide(IRunner[] ours, IRunner[] peers, IRunner[] peaks)
    {
        var ourUnits = WarmUp(ours);
        var peerUnits = peers.Length == 0 ? 0 : WarmUp(peers);
        List<RunTime> ourTimes = [];
        List<double> peerTimes = [];
        List<double> peakTimes = [];
        var began = Stopwatch.GetTimestamp();
        while (ourTimes.Count < LeastRounds || Stopwatch.GetElapsedTime(began).TotalSeconds < seconds / 2)
        {
            ourTimes.Add(RunAll(ours, ourUnits));
            if (peers.Length > 0)
            {
                peerTimes.Add(RunAll(peers, peerUnits).Microseconds);
            }

            peakTimes.Add(RunAll(peaks, 1).Microseconds);
        }

        var spread = Spread.Of(ourTimes.Select(time => time.Microseconds));
        var operations = OperationCount.Of(row, data.Training.TrainRows.Length, data.EvaluatedPerEpoch, data.EvaluatedAtEnd);
        return new SideResult
        {
            Trials = ours.Length,
            Ours = spread,
            Peer = peerTimes.Count > 0 ? Spread.Of(peerTimes) : null,
            Peak = peaks.Length * 1e6 / Spread.Of(peakTimes).Median,
            Rate = ours.Length * operations / spread.Median / 1e3,
            EvaluationShare = Spread.Of(ourTimes.Select(time => time.Evaluation / time.Microseconds)).Median,
        };
    }

    /// <summary>Runs until compiled code has settled; returns how many units make a run.</summary>
    private int WarmUp(IRunner[] runners)
    {
        if (row.Work == RowWork.Trial)
        {
            // A trial is its own warm-up: that compiling costs time belongs to it.
            return 1;
        }

        var units = 1;
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var time = RunAll(runners, units);
            units = Math.Max(1, (int)(RunSeconds * 1e6 / time.Microseconds));
            if (Stopwatch.GetElapsedTime(began).TotalSeconds > WarmUpSeconds)
            {
                return units;
            }
        }
    }

    private static RunTime RunAll(IRunner[] runners, int units)
    {
        foreach (var runner in runners)
        {
            runner.Begin(units);
        }

        RunTime[] times = [.. runners.Select(runner => runner.End())];
        return new RunTime(times.Average(time => time.Microseconds), times.Average(time => time.Evaluation));
    }

    private IRunner Keep(IRunner runner)
    {
        _runners.Add(runner);
        return runner;
    }

    private WorkerRunner OurRunner(ulong seed)
    {
        var configuration = Configurations.Of(row);
        return row.Work switch
        {
            RowWork.Steps => new StepsRunner(configuration, data.Training, seed),
            RowWork.Trial => new TrialRunner(configuration, data.Training, seed),
            _ => new EvaluationRunner(configuration, data.Training, seed),
        };
    }

    private TorchProcess PeerRunner(string interpreter)
    {
        var command = row.Work switch { RowWork.Steps => "steps", RowWork.Trial => "trials", _ => "evaluate" };
        var options = new PeerOptions(
            row.Hidden,
            row.Dropout,
            row.Batch,
            row.MaxNorm is null ? "adam" : "sgd",
            row.MaxNorm,
            BenchRow.TrialEpochs,
            data.Files);
        var peer = TorchProcess.Start(interpreter, command, options, peerKernels);
        Peer = peer.Description;
        return peer;
    }
}
