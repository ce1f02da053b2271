using DropoutSweep.Faults.Processes;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>The connection to PostgreSQL is cut from one silo of two, for longer than a lease, and comes back.</summary>
public static class CutConnection
{
    /// <summary>Tries it.</summary>
    /// <param name="address">The server's address as a keyword string with host and port.</param>
    /// <param name="host">The server's host.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="through">The address with another port.</param>
    /// <param name="options">Sizes and times.</param>
    /// <param name="expected">What the sweep must come to.</param>
    public static async Task<FaultOutcome> RunAsync(string address, string host, int port, Func<int, string> through, FaultOptions options, SweepResults expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(through);
        await using var context = await FaultContext.BeginAsync(address, options);
        await using var cable = new TcpCable(host, port);
        var silo = context.StartSilo(through(cable.Port));
        await context.WaitForAsync(sweep => sweep.Trials.Running > 0);
        context.StartSilo();
        await cable.CutAsync();
        var lost = await context.WaitForAsync(sweep => sweep.Lost > 0);
        cable.Mend();
        var outcome = await context.EndAsync("connection to the database cut from one silo", lost ? 1 : 0, expected);
        return silo.HasExited ? outcome with { Wrong = [.. outcome.Wrong, "the silo that was cut off has ended"] } : outcome;
    }
}
