using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Runs;

/// <summary>The results of a sweep, read from its store; what has ended is read once.</summary>
internal sealed class StoreResults(ISweepStore store, string sweep) : IRunResults, IDisposable
{
    private readonly SortedDictionary<int, EndedTrial> _ended = [];
    private readonly SemaphoreSlim _gate = new(1);
    private long _sequence;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var trial in store.ReadEndedAsync(sweep, _sequence, confusion: false, cancellationToken).ConfigureAwait(false))
            {
                _ended[trial.Record.Trial.Number] = trial;
                _sequence = Math.Max(_sequence, trial.Sequence);
            }

            return [.. _ended.Values.Select(trial => trial.Record)];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TrialEpochs> EpochsAsync(CancellationToken cancellationToken) => store.ReadAllEpochsAsync(sweep, cancellationToken);

    /// <inheritdoc/>
    public async Task<TrialRecord?> TrialAsync(int number, CancellationToken cancellationToken) =>
        (await store.FindTrialAsync(sweep, number, cancellationToken).ConfigureAwait(false))?.Record;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(CancellationToken cancellationToken) =>
        await store.ListAttemptsAsync(sweep, trial: null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<byte[]?> ModelAsync(int number, CancellationToken cancellationToken) =>
        await store.ReadModelAsync(sweep, number, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> KeptModelsAsync(CancellationToken cancellationToken) => KeptModels.ListAsync(store, sweep, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
