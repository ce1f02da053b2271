using DropoutSweep.Silo.Engine;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Runs;

/// <summary>The data set that a run loaded before it began.</summary>
internal sealed class OneDataset(Dataset dataset) : IDatasetSource
{
    /// <inheritdoc/>
    public Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => Task.FromResult(dataset);
}
