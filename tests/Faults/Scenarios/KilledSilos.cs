namespace DropoutSweep.Faults.Scenarios;

/// <summary>SIGKILL of silos at random moments, again and again, each replaced by a new one.</summary>
public static class KilledSilos
{
    private const int Silos = 3;

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var living = Enumerable.Range(0, Silos).Select(_ => context.StartSilo()).ToList();

        // Equidistributed moments: each kill comes another part of a second after trials have begun to run.
        var kills = 0;
        while (kills < options.Kills && await context.WaitForAsync(sweep => sweep.Trials.Running > 0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50 + (kills * 89 % 250)));
            var victim = living[kills % living.Count];
            await victim.KillAsync();
            kills++;
            living.Remove(victim);
            living.Add(context.StartSilo());
        }

        return await context.EndAsync("silos killed (SIGKILL)", kills, expected, options.Kills);
    }
}
