using System.Globalization;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>Writes a trial's model as a safetensors file, with what it is and what it was trained on as its metadata.</summary>
public static class ModelFile
{
    /// <summary>Writes the file.</summary>
    public static void Write(Stream stream, TrainedModel model, SweepSpec spec, DatasetIdentity dataset, TrialRecord record)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(record);
        var trial = record.Trial;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["sweep"] = spec.Name,
            ["specification"] = spec.Hash,
            ["dataset"] = dataset.Name,
            ["dataset_fingerprint"] = dataset.Fingerprint,
            ["scale"] = spec.Scale == PixelScale.Unit ? "unit" : "none",
            ["trial"] = trial.Number.ToString(CultureInfo.InvariantCulture),
            ["configuration"] = trial.Configuration.ToString(CultureInfo.InvariantCulture),
            ["seed"] = trial.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (record.Result?.KeptEpoch is { } epoch)
        {
            metadata["epoch"] = epoch.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (path, value) in spec.Parameters(trial.Configuration))
        {
            metadata[$"parameter.{path}"] = value;
        }

        SafetensorsFile.Write(stream, model, metadata);
    }
}
