using System.Globalization;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>Several silos on one store.</summary>
internal sealed class Probes(IReadOnlyList<BenchProcess> processes) : IAsyncDisposable
{
    /// <summary>Seconds of processor time of all of them so far.</summary>
    public double ProcessorSeconds => processes.Sum(process => process.ProcessorSeconds);

    /// <summary>The greatest resident memory of any: MB.</summary>
    public double PeakMegabytes => processes.Max(process => process.PeakMegabytes);

    /// <summary>Starts silos whose trials do nothing, or sleep.</summary>
    public static async Task<Probes> StartAsync(string store, EngineKind engine, int silos, int slots, CancellationToken cancellationToken, params string[] work)
    {
        var started = new List<BenchProcess>();
        for (var i = 0; i < silos; i++)
        {
            started.Add(await BenchProcess.StartProbeAsync(store, engine, slots, cancellationToken, work));
        }

        return new Probes(started);
    }

    /// <summary>Ends them, and says how many turns of grains took longer than they may; without grains there are none.</summary>
    public async Task TellTurnsAsync(string of)
    {
        var turns = await Task.WhenAll(processes.Select(process => process.EndAsync()));
        await Console.Error.WriteLineAsync($"  {of}: {turns.Sum(text => long.Parse(text, CultureInfo.InvariantCulture))} turn(s) of grains over 100 ms");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }
}
