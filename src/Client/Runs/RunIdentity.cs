using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Runs;

/// <summary>Whose run a folder holds: results of another specification or other data do not belong in it.</summary>
/// <param name="Format">Version of the folder's format.</param>
/// <param name="Name">The sweep's name.</param>
/// <param name="SpecificationHash">The specification's hash.</param>
/// <param name="Dataset">Name of the data set that was taken.</param>
/// <param name="DatasetFingerprint">The data set's fingerprint.</param>
internal sealed record RunIdentity(int Format, string Name, string SpecificationHash, string Dataset, string DatasetFingerprint)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    public static RunIdentity Of(SweepSpec spec, Dataset dataset) =>
        new(CurrentFormat, spec.Name, spec.Hash, dataset.Name, dataset.Fingerprint);
}
