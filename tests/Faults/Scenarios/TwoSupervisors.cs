using System.Globalization;
using DropoutSweep.Faults.Processes;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>Two <c>up</c> on one store, of which one is killed with all it has started.</summary>
public static class TwoSupervisors
{
    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        await using var one = Up(context);
        await using var other = Up(context);
        await context.WaitForAsync(sweep => sweep.Trials.Running > 1);
        await one.KillAsync();
        var outcome = await context.EndAsync("two up on one store, one killed", 1, expected);
        other.Terminate();
        var (exit, _, error) = await other.WaitAsync();
        return exit == 0 ? outcome : outcome with { Wrong = [.. outcome.Wrong, $"the other ended with {exit}: {error}"] };
    }

    private static ChildProcess Up(FaultContext context) => ChildProcess.StartClient(
        null,
        "up",
        "--engine",
        Engines.NameOf(context.Options.Engine),
        "--silos",
        "2",
        "--slots",
        "2",
        "--store",
        context.Address,
        "--port",
        "0",
        "--lease",
        context.Options.Lease.TotalSeconds.ToString(CultureInfo.InvariantCulture));
}
