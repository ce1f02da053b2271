using System.Globalization;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Client.Runs;

/// <summary>Writes <c>best.safetensors</c>, with what the model is and what it was trained on as its metadata.</summary>
internal static class BestModelFile
{
    public static void Write(Stream stream, TrainedModel model, SweepSpec spec, Dataset dataset, TrialRecord record)
    {
        var trial = record.Trial;
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["sweep"] = spec.Name,
            ["specification"] = spec.Hash,
            ["dataset"] = dataset.Name,
            ["dataset_fingerprint"] = dataset.Fingerprint,
            ["trial"] = trial.Number.ToString(CultureInfo.InvariantCulture),
            ["configuration"] = trial.Configuration.ToString(CultureInfo.InvariantCulture),
            ["seed"] = trial.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (record.Result?.KeptEpoch is { } epoch)
        {
            metadata["epoch"] = epoch.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (path, value) in spec.Configuration(trial.Configuration).Parameters)
        {
            metadata[$"parameter.{path}"] = value;
        }

        SafetensorsFile.Write(stream, model, metadata);
    }
}
