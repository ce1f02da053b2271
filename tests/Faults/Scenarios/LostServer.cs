using DropoutSweep.Faults.Processes;
using DropoutSweep.Storage;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>
/// PostgreSQL is stopped the hard way, or stands still, and stays away; a silo that trains and one that only waits for work are asked to stop, and
/// do so in time all the same. When the server is back, another silo ends the sweep.
/// </summary>
public static class LostServer
{
    /// <summary>What a silo has to end in after SIGTERM.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Tries it.</summary>
    /// <param name="fault">What happens to the server.</param>
    /// <param name="address">A database of the server.</param>
    /// <param name="idle">Another one, without sweeps.</param>
    /// <param name="stop">Keeps the server from answering.</param>
    /// <param name="start">Lets it answer again.</param>
    /// <param name="options">Sizes and times.</param>
    /// <param name="expected">What the sweep must come to.</param>
    public static async Task<FaultOutcome> RunAsync(
        string fault, string address, string idle, Func<Task> stop, Func<Task> start, FaultOptions options, SweepResults expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(start);
        await using var context = await FaultContext.BeginAsync(address, options);
        var waits = context.StartSilo(idle);
        await WaitForSiloAsync(idle, options.Patience);
        var trains = context.StartSilo();
        var running = await context.WaitForAsync(sweep => sweep.Trials.Running > 0);
        await stop();
        await Task.Delay(options.Lease * 2);
        waits.Terminate();
        trains.Terminate();
        string[] late = [.. await EndAsync(waits, "waited"), .. await EndAsync(trains, "trained")];
        await start();
        context.StartSilo();
        var outcome = await context.EndAsync($"database {fault}, silos told to stop", running ? 1 : 0, expected);
        return outcome with { Wrong = [.. outcome.Wrong, .. late] };
    }

    private static async Task<IEnumerable<string>> EndAsync(ChildProcess silo, string did)
    {
        try
        {
            var (exit, _, error) = await silo.WaitAsync(StopsWithin);
            return exit == 0 ? [] : [$"the silo that {did} ended with {exit}: {error}"];
        }
        catch (TimeoutException error)
        {
            return [$"the silo that {did}: {error.Message}"];
        }
    }

    private static async Task WaitForSiloAsync(string address, TimeSpan patience)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await FaultContext.WaitForSilosAsync(store, silos: 1, patience);
    }
}
