using System.Globalization;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>A sweep that trains, of the quickstart's kind, on MNIST: how busy it keeps two cores.</summary>
internal static class TrainedPart
{
    /// <summary>Trials of each configuration, of which there are eight.</summary>
    public const int Replicates = 6;

    private const int Slots = 2;

    /// <summary>Measures it in one process, of the client that is installed and of the one that was built, on one silo and on two.</summary>
    public static async Task<IReadOnlyList<TrainedRow>> MeasureAsync(BenchStores stores, SweepsOptions options, CancellationToken cancellationToken)
    {
        var installed = await InstalledClient.InstallAsync(stores.Folder["installed"], cancellationToken);
        return
        [
            await RunAsync(stores, options, installed, Replicates, cancellationToken) with { Name = "run --no-report, 2 slots, as installed" },
            await RunAsync(stores, options, program: null, Replicates, cancellationToken),
            await SilosAsync(stores, options, silos: 1, slots: 2, cancellationToken),
            await SilosAsync(stores, options, silos: 2, slots: 1, cancellationToken),
        ];
    }

    /// <summary>Runs the sweep with <c>run</c>, from the process's start to its end with every table written; neither silos nor the peer draw a report.</summary>
    public static async Task<TrainedRow> RunAsync(BenchStores stores, SweepsOptions options, string? program, int replicates, CancellationToken cancellationToken)
    {
        var folder = stores.Folder[$"run-{Guid.NewGuid():N}"];
        var began = TimeProvider.System.GetTimestamp();
        await BenchProcess.RunClientAsync(
            program,
            ["run", File(), "--set", "dataset=mnist", "--set", $"replicates={replicates.ToString(CultureInfo.InvariantCulture)}", "--slots", Slots.ToString(CultureInfo.InvariantCulture), "--out", folder, "--no-report", .. BenchProcess.Data(options.Data)],
            cancellationToken);
        var wall = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await using var store = SweepStores.Create(Path.Combine(folder, ".state", "store.db"), TimeProvider.System);
        await store.OpenAsync(cancellationToken);
        var sweep = (await store.ListSweepsAsync(new SweepQuery(), cancellationToken))[0];
        return new TrainedRow("run --no-report, 2 slots", sweep.Trials.Completed, wall, sweep.Seconds, Slots, SystemLoad.Now());
    }

    private static string File() => Repository.PathOf("sweeps", "quickstart.yaml");

    /// <summary>Silos that are there already, from the sweep's submission to its summary.</summary>
    private static async Task<TrainedRow> SilosAsync(BenchStores stores, SweepsOptions options, int silos, int slots, CancellationToken cancellationToken)
    {
        var address = stores.Sqlite().Address;
        var started = new List<BenchProcess>();
        try
        {
            for (var i = 0; i < silos; i++)
            {
                started.Add((await BenchProcess.StartSiloAsync(address, slots, options.Data, cancellationToken)).Silo);
            }

            var text = (await System.IO.File.ReadAllTextAsync(File(), cancellationToken))
                .Replace("replicates: 2", $"replicates: {Replicates}", StringComparison.Ordinal)
                .Replace("[mnist, digits]", "mnist", StringComparison.Ordinal);
            var timing = await SweepRunner.RunAsync(address, SweepSpecReader.Read(text, File()), cancellationToken);
            await using var store = SweepStores.Create(address, TimeProvider.System);
            await store.OpenAsync(cancellationToken);
            var sweep = (await store.ListSweepsAsync(new SweepQuery(), cancellationToken))[0];
            var name = silos == 1 ? "1 silo, 2 slots" : $"{silos} silos, 1 slot each";
            return new TrainedRow(name, sweep.Trials.Completed, timing.Total, sweep.Seconds, silos * slots, SystemLoad.Now());
        }
        finally
        {
            foreach (var silo in started)
            {
                await silo.DisposeAsync();
            }
        }
    }
}
