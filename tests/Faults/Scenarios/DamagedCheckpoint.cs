using System.Globalization;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>Checkpoints that were damaged between two attempts: the trial starts again, to the same bits.</summary>
public static class DamagedCheckpoint
{
    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(string address, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(address, options);
        var silo = context.StartSilo();
        var damaged = 0;

        // The trial may end in the moment in which its silo is told to stop: then the next one's is damaged.
        while (damaged == 0 && await context.WaitForAsync(HasCheckpointAsync))
        {
            silo.Terminate();
            await silo.WaitAsync();
            damaged = await DamageAsync(context);
            silo = context.StartSilo();
        }

        return await context.EndAsync("checkpoints damaged", damaged, expected);
    }

    private static async Task<bool> HasCheckpointAsync(FaultContext context) =>
        (await context.Store.ListTrialsAsync(new TrialQuery { Sweep = context.Sweep }, CancellationToken.None)).Trials.Any(trial => trial.HasCheckpoint);

    /// <summary>As any silo could that holds the trial: claims it, and saves rubbish.</summary>
    private static async Task<int> DamageAsync(FaultContext context)
    {
        var silo = Silo.SiloIdentity.Create(slots: 1, address: null);
        await context.Store.EnterSiloAsync(silo, TimeSpan.FromMinutes(1), CancellationToken.None);
        var leases = await context.Store.ClaimAsync(
            new ClaimRequest { Silo = silo.Id, Slots = [.. Enumerable.Range(0, 4)], Lease = TimeSpan.FromMinutes(1) },
            CancellationToken.None);
        var damaged = 0;
        foreach (var lease in leases.Where(lease => lease.HasCheckpoint))
        {
            var bytes = await context.Store.LoadCheckpointAsync(lease.Attempt, CancellationToken.None)
                ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{lease.Attempt} has no checkpoint after all."));
            bytes[bytes.Length / 2] ^= 0x10;
            damaged += await context.Store.SaveCheckpointAsync(lease.Attempt, bytes, CancellationToken.None) ? 1 : 0;
        }

        await context.Store.ReleaseAsync([.. leases.Select(lease => lease.Attempt)], CancellationToken.None);
        await context.Store.LeaveSiloAsync(silo.Id, SiloEnd.Stopped, new Sweeps.Coordination.SweepCoordinators().Advance, CancellationToken.None);
        return damaged;
    }
}
