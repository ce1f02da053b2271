using System.Globalization;
using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using Orleans.Placement;

namespace DropoutSweep.Grains.Orleans;

/// <summary>
/// Has its trial trained by a slot's own thread, never on a turn of its own, and lives as long as that. The thread's epochs go
/// to the sweep's grain and come back as directives. A grain that is lost, such as with the silo that knew where it is, takes
/// nothing with it: the slot goes on, and what it writes is fenced by the attempt.
/// </summary>
[PreferLocalPlacement]
[KeepAlive]
internal sealed class TrialGrain(ISiloSlots slots) : Grain, ITrialGrain
{
    private bool _begun;

    public static string Key(AttemptId attempt) => string.Create(CultureInfo.InvariantCulture, $"{attempt.Sweep}/{attempt.Trial}/{attempt.Attempt}");

    public Task<bool> StartAsync(LeaseMessage lease)
    {
        var context = GrainContext;
        if (!_begun
            && string.Equals(lease.Silo, slots.Silo, StringComparison.Ordinal)
            && slots.TryBegin(lease.ToLease(), () => context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "the attempt is over"))))
        {
            _begun = true;
            return Task.FromResult(true);
        }

        if (!_begun)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(false);
    }
}
