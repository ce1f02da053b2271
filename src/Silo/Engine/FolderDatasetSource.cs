using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Silo.Engine;

/// <summary>Data sets from this machine's folders, or downloaded and verified; each loaded once and shared.</summary>
/// <param name="sources">Where to look.</param>
/// <param name="memory">What data sets must fit into; null for no limit.</param>
public sealed class FolderDatasetSource(DatasetSources sources, TrialMemory? memory = null) : IDatasetSource, IDisposable
{
    private readonly DatasetLoader _loader = new(sources) { Admit = definition => memory?.Admit(definition.Bytes, definition.Info.Name) };
    private readonly ConcurrentDictionary<string, Dataset> _loaded = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _loading = new(1);

    /// <inheritdoc/>
    public async Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (names.Count > 0 && _loaded.TryGetValue(names[0], out var known))
            {
                return known;
            }

            var selection = await _loader.LoadAsync(names, progress: null, cancellationToken).ConfigureAwait(false);
            if (_loaded.TryAdd(selection.Dataset.Name, selection.Dataset))
            {
                memory?.Keep(selection.Dataset.Bytes);
            }

            return _loaded[selection.Dataset.Name];
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();
}
