using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>The coordinators of a store's sweeps, each made once from the specification that the store holds. Thread-safe.</summary>
public sealed class SweepCoordinators
{
    /// <summary>Specifications kept; past it the collection starts anew, which costs reading them again.</summary>
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<string, (SweepSpec Spec, SweepCoordinator Coordinator)> _known = new(StringComparer.Ordinal);

    /// <summary>A sweep's specification.</summary>
    /// <exception cref="SpecificationException">The store holds one that this version cannot read.</exception>
    public SweepSpec Specification(SweepRecord sweep) => Find(sweep).Spec;

    /// <summary>A sweep's coordinator.</summary>
    /// <exception cref="SpecificationException">The store holds a specification that this version cannot read.</exception>
    public SweepCoordinator Coordinator(SweepRecord sweep) => Find(sweep).Coordinator;

    /// <summary>What to do after something of the sweep has changed: the function that stores ask for.</summary>
    public SweepDecision Advance(SweepRecord sweep) => Coordinator(sweep).Advance(sweep);

    private (SweepSpec Spec, SweepCoordinator Coordinator) Find(SweepRecord sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (_known.TryGetValue(sweep.Specification, out var known))
        {
            return known;
        }

        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        var spec = SweepSpecReader.Read(sweep.Specification, sweep.Id);
        known = (spec, new SweepCoordinator(spec));
        _known[sweep.Specification] = known;
        return known;
    }
}
