using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>Slots that take trials and train none: a trial runs until the test ends it.</summary>
internal sealed class FakeSlots(string silo, int count) : ISiloSlots
{
    private readonly ConcurrentDictionary<int, (TrialLease Lease, Action Ended)> _taken = new();

    public string Silo => silo;

    /// <summary>Trials that run.</summary>
    public IReadOnlyList<TrialLease> Running => [.. _taken.Values.Select(taken => taken.Lease)];

    /// <summary>What attempts were told.</summary>
    public ConcurrentQueue<(AttemptId Attempt, AttemptDirective Directive)> Told { get; } = new();

    /// <summary>Whether every trial is refused.</summary>
    public bool Refuses { get; set; }

    public ClaimRequest? Ask(int most)
    {
        int[] free = [.. Enumerable.Range(0, count).Where(slot => !_taken.ContainsKey(slot)).Take(most)];
        return free.Length == 0 ? null : new ClaimRequest { Silo = silo, Slots = free, Lease = TimeSpan.FromMinutes(1) };
    }

    public bool TryBegin(TrialLease lease, Action ended) => !Refuses && _taken.TryAdd(lease.Slot, (lease, ended));

    public void Tell(AttemptId attempt, AttemptDirective directive) => Told.Enqueue((attempt, directive));

    /// <summary>Ends the trial of a slot.</summary>
    public void End(int slot)
    {
        if (_taken.TryRemove(slot, out var taken))
        {
            taken.Ended();
        }
    }
}
