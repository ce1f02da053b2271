using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Grains.Orleans.Hosting;
using DropoutSweep.Grains.Orleans.Placement;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans;

/// <summary>Claims trials for a silo's free slots and starts a grain for each; one call after the other, so that no slot is given away twice.</summary>
[OwnSiloPlacement]
internal sealed class SlotGrain(ISiloSlots slots, ISweepStore store, Departure departure, ILogger<SlotGrain> logger) : Grain, ISlotGrain
{
    public async Task<int> TakeAsync(int most)
    {
        if (!string.Equals(this.GetPrimaryKeyString(), slots.Silo, StringComparison.Ordinal) || slots.Ask(most) is not { } request)
        {
            return 0;
        }

        var leases = await store.ClaimAsync(request, departure.Token);
        var begun = await Task.WhenAll(leases.Select(BeginAsync));
        AttemptId[] refused = [.. leases.Where((_, i) => !begun[i]).Select(lease => lease.Attempt)];
        if (refused.Length > 0)
        {
            await store.ReleaseAsync(refused, departure.Token);
        }

        return leases.Count - refused.Length;
    }

    private async Task<bool> BeginAsync(TrialLease lease)
    {
        try
        {
            return await GrainFactory.GetGrain<ITrialGrain>(TrialGrain.Key(lease.Attempt)).StartAsync(LeaseMessage.Of(slots.Silo, lease));
        }
#pragma warning disable CA1031 // Such as a silo lost that knew where the trial's grain is: whether it has begun is unknown.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (slots.TryBegin(lease, static () => { }))
            {
                // It is not under way, as its slot was free; a grain of its own would do no more for it than end with it. Should
                // it be over already, the answer having been lost, then what it writes again is refused.
                logger.BegunAlone(lease.Attempt.Sweep, lease.Attempt.Trial, lease.Attempt.Attempt, GrainErrorText.Of(error));
                return true;
            }

            // It may have: given back, what it writes is refused.
            logger.NotBegun(lease.Attempt.Sweep, lease.Attempt.Trial, lease.Attempt.Attempt, GrainErrorText.Of(error));
            slots.Tell(lease.Attempt, AttemptDirective.Abandon);
            return false;
        }
    }
}
