using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>Finds sweeps, and reads their specifications once.</summary>
internal sealed class KnownSweeps(ISweepStore store)
{
    private readonly RecentlyUsed<KnownSweep> _known = new(64);

    /// <summary>A sweep by its id.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<SweepRecord> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindSweepAsync(id, cancellationToken) ?? throw Missing(id);

    /// <summary>What a sweep's specification says.</summary>
    public KnownSweep Of(SweepRecord sweep) => _known.GetOrAdd(
        sweep.Id,
        () =>
        {
            var spec = SweepSpecReader.Read(sweep.Specification, sweep.Id);
            return new KnownSweep(sweep.Specification, spec, new SweepCoordinator(spec));
        },
        known => string.Equals(known.Text, sweep.Specification, StringComparison.Ordinal));

    public static ApiException Missing(string id) => Problems.NotFound($"there is no sweep '{id}'");
}
