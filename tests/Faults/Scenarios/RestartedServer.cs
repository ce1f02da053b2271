namespace DropoutSweep.Faults.Scenarios;

/// <summary>PostgreSQL is stopped the hard way in mid-sweep, for longer than a lease, and started again.</summary>
public static class RestartedServer
{
    /// <summary>Tries it.</summary>
    /// <param name="address">The server's address.</param>
    /// <param name="stop">Stops the server at once.</param>
    /// <param name="start">Starts it again.</param>
    /// <param name="options">Sizes and times.</param>
    /// <param name="expected">What the sweep must come to.</param>
    public static async Task<FaultOutcome> RunAsync(string address, Func<Task> stop, Func<Task> start, FaultOptions options, SweepResults expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(start);
        await using var context = await FaultContext.BeginAsync(address, options);
        context.StartSilo();
        context.StartSilo();
        var running = await context.WaitForAsync(sweep => sweep.Trials.Ended > 0);
        await stop();
        await Task.Delay(options.Lease * 2);
        await start();
        var outcome = await context.EndAsync("database server stopped and started", running ? 1 : 0, expected);
        return context.Silos.Any(silo => silo.HasExited) ? outcome with { Wrong = [.. outcome.Wrong, "a silo has ended"] } : outcome;
    }
}
