using DropoutSweep.Faults.Processes;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>SIGKILL of silos at random moments of their trials, again and again, each replaced by a new one.</summary>
public static class KilledSilos
{
    private const int Silos = 3;

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var living = Enumerable.Range(0, Silos).Select(_ => context.StartSilo()).ToList();

        // Only a silo that trains has something to lose. Equidistributed moments: each kill comes another part of a
        // second after that has been seen.
        var kills = 0;
        ChildProcess? victim = null;
        while (kills < options.Kills && await context.WaitForAsync(async _ => (victim = await TrainingAsync(context, living)) is not null))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50 + (kills * 89 % 250)));
            await victim!.KillAsync();
            kills++;
            living.Remove(victim);
            living.Add(context.StartSilo());
        }

        return await context.EndAsync("silos killed (SIGKILL)", kills, expected, options.Kills);
    }

    /// <summary>The longest-lived of the silos that hold a trial; null when none does.</summary>
    private static async Task<ChildProcess?> TrainingAsync(FaultContext context, List<ChildProcess> living)
    {
        var busy = (await context.Store.ListSilosAsync(CancellationToken.None)).Where(silo => silo.Running > 0).Select(silo => silo.Process).ToHashSet();
        return living.Find(silo => busy.Contains(silo.Id));
    }
}
