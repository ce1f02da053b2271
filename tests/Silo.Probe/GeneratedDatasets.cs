using DropoutSweep.Silo.Engine;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Probe;

/// <summary>The data sets that the program generates: nothing to find, nothing to download.</summary>
public sealed class GeneratedDatasets : IDatasetSource
{
    private readonly Dictionary<string, Dataset> _made = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        lock (_made)
        {
            if (!_made.TryGetValue(names[0], out var dataset))
            {
                dataset = DatasetCatalog.Default.Find(names[0]).Create([], cancellationToken);
                _made.Add(names[0], dataset);
            }

            return Task.FromResult(dataset);
        }
    }
}
