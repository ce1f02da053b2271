using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Engine;

/// <summary>Where a silo has its data sets from.</summary>
public interface IDatasetSource
{
    /// <summary>Loads the first data set of a list that can be had.</summary>
    /// <exception cref="DatasetException">None can be had, or one is there but wrong.</exception>
    /// <exception cref="OutOfMemoryException">It takes more memory than there is; the message says how much.</exception>
    Task<Dataset> LoadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);
}
