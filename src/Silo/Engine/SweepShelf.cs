using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// The sweeps that a silo trains, with their data: read once, shared by all slots, dropped when others have taken
/// their place. Remembers which sweeps it cannot train at present.
/// </summary>
internal sealed class SweepShelf(AttemptServices services, IDatasetSource source, EngineOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Sweeps kept: those that run at once share a silo's slots, and there are seldom more.</summary>
    private const int Capacity = 8;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly LinkedList<(string Sweep, SweepWork Work)> _kept = [];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _avoided = new(StringComparer.Ordinal);

    /// <summary>Sweeps to be left to other silos for now.</summary>
    public IReadOnlyList<string> Avoided
    {
        get
        {
            lock (_lock)
            {
                foreach (var (sweep, since) in _avoided.ToArray())
                {
                    if (time.GetElapsedTime(since) >= options.AvoidFor)
                    {
                        _avoided.Remove(sweep);
                    }
                }

                return [.. _avoided.Keys];
            }
        }
    }

    /// <summary>Leaves a sweep to other silos for a while.</summary>
    public void Avoid(string sweep)
    {
        lock (_lock)
        {
            _avoided[sweep] = time.GetTimestamp();
        }
    }

    /// <summary>A sweep with its data.</summary>
    /// <exception cref="SweepUnavailableException">It cannot be trained here.</exception>
    /// <exception cref="StoreException">The store failed, and is not waited for.</exception>
    public async Task<SweepWork> GetAsync(string sweep, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (string.Equals(node.Value.Sweep, sweep, StringComparison.Ordinal))
                {
                    _kept.Remove(node);
                    _kept.AddFirst(node);
                    return node.Value.Work;
                }
            }

            var work = await LoadAsync(sweep, cancellationToken).ConfigureAwait(false);
            _kept.AddFirst((sweep, work));
            if (_kept.Count > Capacity)
            {
                _kept.RemoveLast();
            }

            return work;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<SweepWork> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var sweep = await services.CallAsync(store => store.FindSweepAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false)
            ?? throw new SweepUnavailableException($"There is no sweep '{id}' any more.");
        try
        {
            var spec = services.Coordinators.Specification(sweep);
            return await LoadAsync(sweep, spec, cancellationToken).ConfigureAwait(false);
        }
        catch (SpecificationException error)
        {
            throw new SweepUnavailableException($"Its specification cannot be read by this version: {error.Message}", error);
        }
        catch (DatasetException error)
        {
            throw new SweepUnavailableException(error.Message, error);
        }
    }

    private async Task<SweepWork> LoadAsync(SweepRecord sweep, SweepSpec spec, CancellationToken cancellationToken)
    {
        var keeps = sweep.KeepModels > 0;
        Dataset dataset;
        try
        {
            dataset = await DatasetAsync(sweep, spec, cancellationToken).ConfigureAwait(false);
        }
        catch (OutOfMemoryException error)
        {
            return new SweepWork(spec, sweep.Dataset, Data: null, new TrialFailure(TrialFailureKind.OutOfMemory, error.Message), keeps);
        }

        var identity = new DatasetIdentity(dataset.Name, dataset.Fingerprint);
        try
        {
            return new SweepWork(spec, identity, SweepData.Split(spec, dataset), Failure: null, keeps);
        }
        catch (SweepDataException error)
        {
            return new SweepWork(spec, identity, Data: null, new TrialFailure(TrialFailureKind.BadData, error.Message), keeps);
        }
    }

    /// <summary>The data that the sweep is trained on everywhere: those of the first silo that took a trial of it.</summary>
    private async Task<Dataset> DatasetAsync(SweepRecord sweep, SweepSpec spec, CancellationToken cancellationToken)
    {
        var dataset = await source.LoadAsync(sweep.Dataset is { } known ? [known.Name] : spec.Datasets, cancellationToken).ConfigureAwait(false);
        var mine = new DatasetIdentity(dataset.Name, dataset.Fingerprint);
        var agreed = sweep.Dataset
            ?? await services.CallAsync(store => store.FixDatasetAsync(sweep.Id, mine, cancellationToken), cancellationToken).ConfigureAwait(false)
            ?? mine;
        if (!string.Equals(agreed.Name, mine.Name, StringComparison.Ordinal))
        {
            dataset = await source.LoadAsync([agreed.Name], cancellationToken).ConfigureAwait(false);
        }

        return string.Equals(dataset.Fingerprint, agreed.Fingerprint, StringComparison.Ordinal)
            ? dataset
            : throw new SweepUnavailableException(
                $"Its data set '{agreed.Name}' has the fingerprint {agreed.Fingerprint[..12]}…, the one here {dataset.Fingerprint[..12]}…: the files differ.");
    }
}
