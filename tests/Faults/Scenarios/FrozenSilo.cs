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
        frozen.Stop();
        context.StartSilo();
        var lost = await context.WaitForAsync(sweep => sweep.Lost > 0);
        frozen.Continue();
        var outcome = await context.EndAsync("silo frozen past its lease (SIGSTOP, SIGCONT)", lost ? 1 : 0, expected);
        return frozen.HasExited
            ? outcome with { Wrong = [.. outcome.Wrong, "the silo that came back late has ended"] }
            : outcome;
    }
}
