namespace DropoutSweep.Training.Data;

/// <summary>A known data set. A new one is one new file in <c>Known</c> and one line in <see cref="DatasetCatalog"/>.</summary>
public interface IDatasetDefinition
{
    /// <summary>What it is and which files it needs.</summary>
    DatasetInfo Info { get; }

    /// <summary>Bytes of its samples as they are read; what is mostly zero takes other room when kept (<see cref="Dataset.Bytes"/>).</summary>
    long Bytes { get; }

    /// <summary>Reads or generates it; the same samples every time, on every platform.</summary>
    /// <param name="files">The paths of <see cref="DatasetInfo.Files"/>, in their order; each may be gzipped or not. Empty when it needs none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DataFormatException">A file is not what it must be.</exception>
    Dataset Create(IReadOnlyList<string> files, CancellationToken cancellationToken);
}
