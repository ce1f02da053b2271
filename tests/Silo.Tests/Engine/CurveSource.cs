using DropoutSweep.Silo.Engine;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The generated curve, or an error in its place.</summary>
internal sealed class CurveSource(string? missing = null) : IDatasetSource
{
    public Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => missing is null
        ? Task.FromResult(DatasetCatalog.Default.Find(names[0]).Create([], cancellationToken))
        : throw new DataFormatException(missing, null, "images", "nothing");
}
