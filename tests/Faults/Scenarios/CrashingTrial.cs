using System.Globalization;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>
/// A trial that always crashes its process: its supervisor tells the store of each crash; the trial fails after
/// as many as the sweep allows, and its neighbours do not suffer for it.
/// </summary>
public static class CrashingTrial
{
    /// <summary>The trial that crashes: the first, which drops nothing.</summary>
    private const int Failing = 0;

    /// <summary>After more crashes than this the store will not learn.</summary>
    private const int Most = 10;

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var first = options.Sweep.Spec.Configuration(Failing).Training.Model.Hidden[0];
        var seed = options.Sweep.Spec.Trial(Failing).Seed.ToString(CultureInfo.InvariantCulture);
        var units = first.Units.ToString(CultureInfo.InvariantCulture);
        var crashes = 0;
        var coordinators = new SweepCoordinators();
        while (!(await context.Store.FindSweepAsync(context.Sweep, CancellationToken.None))!.IsEnded)
        {
            await using var probe = context.StartProbe(1, "crash", seed, units);
            var ended = FaultSweep.WaitForEndAsync(context.Store, context.Sweep, options.Patience);
            var crashed = probe.WaitAsync(options.Patience);
            await Task.WhenAny(ended, crashed);
            if (!probe.HasExited)
            {
                probe.Terminate();
                await crashed;
                break;
            }

            crashes++;
            var silo = (await crashed).Output.Trim();
            await context.Store.LeaveSiloAsync(silo, SiloEnd.Crashed, coordinators.Advance, CancellationToken.None);
            if (crashes > Most)
            {
                break;
            }
        }

        return await JudgeAsync(context, crashes, expected);
    }

    private static async Task<FaultOutcome> JudgeAsync(FaultContext context, int crashes, SweepResults expected)
    {
        var outcome = await context.EndAsync("a trial that always crashes its process", crashes, expected);
        var wrong = new List<string>();
        var page = await context.Store.ListTrialsAsync(new TrialQuery { Sweep = context.Sweep, Limit = 1_000 }, CancellationToken.None);
        foreach (var trial in page.Trials)
        {
            var shouldFail = trial.Record.Trial.Number == Failing;
            var fails = trial.Record is { State: TrialState.Failed, Failure.Kind: TrialFailureKind.Crashed };
            if (shouldFail != fails)
            {
                wrong.Add($"trial {trial.Record.Trial.Number} is {trial.Record.State} after {trial.Crashes} crashes");
            }
        }

        // The crashing trial has no result to compare; all others must be as undisturbed.
        wrong.AddRange(outcome.Wrong.Where(text => !text.StartsWith($"trial {Failing}:", StringComparison.Ordinal)));
        return outcome with { Wrong = wrong };
    }
}
