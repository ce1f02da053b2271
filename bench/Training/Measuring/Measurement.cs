using DropoutSweep.Bench.Machine;
using DropoutSweep.Bench.Peers;
using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Measuring;

/// <summary>Measures everything that was asked for, and says on the way where it is.</summary>
internal static class Measurement
{
    private const double LevelSeconds = 0.3;

    /// <summary>Measures it.</summary>
    public static async Task<BenchReport> RunAsync(BenchOptions options, TextWriter talk, TimeProvider time, CancellationToken cancellationToken)
    {
        var machine = ThisMachine.Describe();
        var python = options.Peer ? TorchProcess.FindPython(options.Python) : null;
        if (options.Peer && python is null)
        {
            await talk.WriteLineAsync("PyTorch was NOT found (tried python3, /usr/bin/python3 and python; name one with --python): no ratios. On Debian: apt-get install python3-torch libopenblas0-pthread");
        }

        var data = await BenchData.LoadAsync(options.Data, cancellationToken);
        await talk.WriteLineAsync("memory levels");
        var bandwidths = Triad.MeasureAll(LevelSeconds);
        List<RowResult> rows = [];
        PeerDescription? peer = null;
        foreach (var row in options.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await talk.WriteLineAsync($"row {row.Number}: {row.Name}, batch {row.Batch}");
            using var measurement = new RowMeasurement(row, data, python, options.PeerKernels, options.Seconds);
            rows.Add(measurement.Measure());
            peer ??= measurement.Peer;
        }

        return new BenchReport
        {
            Command = options.Command,
            Taken = time.GetUtcNow(),
            Machine = machine,
            Peer = peer,
            Data = $"{data.Training.Dataset.Name}: {data.Training.TrainRows.Length:N0} images trained on, {data.Training.ValidationRows.Length:N0} held out, {data.Training.Dataset.Test.Count:N0} test",
            Peak = rows.Count > 0 ? rows.Max(row => row.Alone.Peak) : FmaPeak.Measure(LevelSeconds),
            PeakTogether = rows.Max(row => row.Together?.Peak),
            Bandwidths = bandwidths,
            Rows = rows,
            Memory = options.Memory ? await MemoryAsync(options, talk, cancellationToken) : null,
            Startup = options.Startup ? await StartupAsync(options, talk, cancellationToken) : null,
        };
    }

    private static async Task<MemoryResult> MemoryAsync(BenchOptions options, TextWriter talk, CancellationToken cancellationToken)
    {
        await talk.WriteLineAsync("memory");
        string[] data = options.Data is null ? [] : ["--data", options.Data];
        return await ChildProcess.RunAsync<MemoryResult>(["probe-memory", .. data], cancellationToken);
    }

    private static async Task<StartupResult> StartupAsync(BenchOptions options, TextWriter talk, CancellationToken cancellationToken)
    {
        await talk.WriteLineAsync("start-up");
        return await StartupMeasurement.MeasureAsync(options.Data, cancellationToken);
    }
}
