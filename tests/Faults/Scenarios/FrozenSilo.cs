using DropoutSweep.Faults.Processes;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>SIGSTOP of a silo for longer than its lease, then SIGCONT: its trial is another's by then.</summary>
public static class FrozenSilo
{
    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var frozen = context.StartSilo();
        await context.WaitForAsync(sweep => sweep.Trials.Running > 0);
        await FreezeBetweenWritesAsync(frozen, address);
        context.StartSilo();
        var lost = await context.WaitForAsync(sweep => sweep.Lost > 0);
        frozen.Continue();
        var outcome = await context.EndAsync("silo frozen past its lease (SIGSTOP, SIGCONT)", lost ? 1 : 0, expected);
        return !frozen.HasExited || await WasExcludedAsync(frozen, options)
            ? outcome
            : outcome with { Wrong = [.. outcome.Wrong, "the silo that came back late has ended"] };
    }

    /// <summary>Silos that talk to one another may have gone on without it by then; it says so and ends, to be started again as a new one.</summary>
    private static async Task<bool> WasExcludedAsync(ChildProcess silo, FaultOptions options) =>
        options.Engine == EngineKind.Orleans && (await silo.WaitAsync()).Error.Contains("goes on without this silo", StringComparison.Ordinal);

    /// <summary>
    /// A process that is stopped in the middle of a write to a SQLite file holds the file's lock, and no other can take
    /// it away: it must go on or be killed, which <c>up</c> does. Here it is stopped while it does not write.
    /// </summary>
    private static async Task FreezeBetweenWritesAsync(ChildProcess silo, string address)
    {
        silo.Stop();
        while (File.Exists(address) && !await FileTurn.IsFreeAsync(address))
        {
            silo.Continue();
            await Task.Delay(TimeSpan.FromMilliseconds(7));
            silo.Stop();
        }
    }
}
