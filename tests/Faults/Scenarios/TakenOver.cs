using DropoutSweep.Faults.Processes;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>
/// How long the trials of a silo that is killed stand still: from its death until the last of them runs elsewhere. Nobody tells
/// the store of it, as <c>up</c> would: the other silos find out.
/// </summary>
public static class TakenOver
{
    private const int Silos = 3;
    private const string Longer = "600000";

    /// <summary>Measures it.</summary>
    /// <param name="address">The store.</param>
    /// <param name="options">The engine, the lease, and how many kills.</param>
    /// <returns>The time after each kill.</returns>
    public static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(string address, FaultOptions options)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var slots = options.Sweep.Spec.TrialCount;
        var living = Enumerable.Range(0, Silos).Select(_ => context.StartProbe(slots, "sleep", Longer)).ToList();
        var times = new List<TimeSpan>();
        for (var kill = 0; kill < options.Kills; kill++)
        {
            SiloRecord? victim = null;
            await context.WaitForAsync(async one => (victim = await FindVictimAsync(one, living)) is not null);
            var process = living.Single(silo => silo.Id == victim!.Process);
            await process.KillAsync();
            var began = TimeProvider.System.GetTimestamp();
            await context.WaitForAsync(one => RunElsewhereAsync(one, victim!.Id));
            times.Add(TimeProvider.System.GetElapsedTime(began));
            living.Remove(process);
            living.Add(context.StartProbe(slots, "sleep", Longer));
        }

        return times;
    }

    /// <summary>Once all silos live and all trials run: the one that has most of them.</summary>
    private static async Task<SiloRecord?> FindVictimAsync(FaultContext context, List<ChildProcess> living)
    {
        var silos = (await context.Store.ListSilosAsync(CancellationToken.None)).Where(silo => silo.Alive && living.Exists(process => process.Id == silo.Process)).ToList();
        return silos.Count == Silos && silos.Sum(silo => silo.Running) == context.Options.Sweep.Spec.TrialCount ? silos.MaxBy(silo => silo.Running) : null;
    }

    private static async Task<bool> RunElsewhereAsync(FaultContext context, string silo) =>
        (await context.Store.ListTrialsAsync(new TrialQuery { Sweep = context.Sweep }, CancellationToken.None)).Trials
            .All(trial => trial.Record.State == TrialState.Running && !string.Equals(trial.Silo, silo, StringComparison.Ordinal));
}
