using System.Globalization;
using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using Orleans.Placement;

namespace DropoutSweep.Grains.Orleans;

/// <summary>
/// Has its trial trained by a slot's own thread, never on a turn of its own, and lives as long as that. The thread's epochs go
/// to the sweep's grain and come back as directives; a grain that must go before its trial has ended lets it save a checkpoint.
/// </summary>
[PreferLocalPlacement]
[KeepAlive]
internal sealed class TrialGrain(ISiloSlots slots) : Grain, ITrialGrain
{
    private AttemptId? _begun;

    public static string Key(AttemptId attempt) => string.Create(CultureInfo.InvariantCulture, $"{attempt.Sweep}/{attempt.Trial}/{attempt.Attempt}");

    public Task<bool> StartAsync(LeaseMessage lease)
    {
        var context = GrainContext;
        if (_begun is null
            && string.Equals(lease.Silo, slots.Silo, StringComparison.Ordinal)
            && slots.TryBegin(lease.ToLease(), () => context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "the attempt is over"))))
        {
            _begun = lease.ToLease().Attempt;
            return Task.FromResult(true);
        }

        if (_begun is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(false);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_begun is { } attempt)
        {
            slots.Tell(attempt, AttemptDirective.Release);
        }

        return Task.CompletedTask;
    }
}
