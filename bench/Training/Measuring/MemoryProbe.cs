using System.Globalization;
using DropoutSweep.Bench.Reports;
using DropoutSweep.Bench.Rows;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Bench.Measuring;

/// <summary>Measures memory; only in a process of its own, where nothing else has been at work.</summary>
internal static class MemoryProbe
{
    private const int FourRuns = 4;

    /// <summary>Measures it.</summary>
    /// <param name="folder">The folder of data sets that the user named; null for the usual places.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<MemoryResult> MeasureAsync(string? folder, CancellationToken cancellationToken)
    {
        var configuration = Configurations.Of(BenchRows.All[0]);
        configuration = configuration with { Training = configuration.Training with { Epochs = 2 } };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var data = (await BenchData.LoadAsync(folder, cancellationToken)).Training;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var loaded = GC.GetTotalMemory(forceFullCollection: true);

        var privateBefore = PrivateBytes();
        var watch = new MemoryWatch();
        var trainer = new Trainer(configuration, data, seed: 1);
        trainer.Run(watch, cancellationToken);
        var greatest = Math.Max(watch.GreatestPrivateBytes, PrivateBytes());
        var trained = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(trainer);

        var allocations = new AllocationWatch();
        new Trainer(configuration, data, seed: 2).Run(allocations, cancellationToken);
        return new MemoryResult
        {
            DatasetBytes = loaded - before,
            RunBytes = trained - loaded,
            RunPrivateBytes = greatest - privateBefore,
            FourRunsBytes = FourRunsAtOnce(configuration, data, cancellationToken),
            BatchLoopBytes = allocations.Bytes,
            Batches = allocations.Batches,
        };
    }

    /// <summary>Resident bytes of this process that belong to no file.</summary>
    public static long PrivateBytes()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.PrivateMemorySize64;
        }

        var line = File.ReadLines(Status).First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    private static long FourRunsAtOnce(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken)
    {
        var one = configuration with { Training = configuration.Training with { Epochs = 1 } };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var trainers = new Trainer[FourRuns];
        for (var i = 0; i < FourRuns; i++)
        {
            trainers[i] = new Trainer(one, data, (ulong)i);
            trainers[i].Run(observer: null, cancellationToken);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(trainers);
        return after - before;
    }
}
