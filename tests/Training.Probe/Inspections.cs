using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Training.Probe;

/// <summary>Trains a scenario, looks into its model in every way, and says what came out as one sum.</summary>
public static class Inspections
{
    /// <summary>SHA-256 over the JSON of all that inspection finds.</summary>
    public static string Sum(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var trainer = scenario.Start();
        trainer.Run(observer: null, CancellationToken.None);
        var inspector = new ModelInspector(trainer.Model!, scenario.Data, new InspectionOptions { Seed = 3, SampleSize = 25 });
        var text = new StringBuilder();
        foreach (var part in Look(inspector, scenario.Data.Dataset.Test))
        {
            text.Append(part).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> Look(ModelInspector inspector, SampleSet test)
    {
        var none = CancellationToken.None;
        yield return JsonSerializer.Serialize(inspector.Activations(test, 3, mask: 1), InspectionJson.Default.ImageActivations);
        yield return JsonSerializer.Serialize(inspector.Distribution(none), InspectionJson.Default.ActivationStatistics);
        yield return JsonSerializer.Serialize(inspector.Features(5), InspectionJson.Default.FirstLayerFeatures);
        yield return JsonSerializer.Serialize(inspector.Thin(), InspectionJson.Default.ThinnedNetwork);
        foreach (var masks in new[] { ThinnedMasks.Shared, ThinnedMasks.PerSample })
        {
            yield return JsonSerializer.Serialize(inspector.Ensemble(new EnsembleOptions { Networks = 3, Repetitions = 2, Masks = masks }, none), InspectionJson.Default.EnsembleInspection);
        }

        yield return JsonSerializer.Serialize(inspector.Uncertainty(test, [0, 7], new UncertaintyOptions { Passes = 70 }, none), InspectionJson.Default.IReadOnlyListSampleUncertainty);
        if (inspector.Model.Options.Output != OutputKind.Linear)
        {
            yield return JsonSerializer.Serialize(inspector.Confusion(none), InspectionJson.Default.ConfusionInspection);
            yield return JsonSerializer.Serialize(inspector.Mistakes(9, 3, none), InspectionJson.Default.IReadOnlyListMistake);
            yield return JsonSerializer.Serialize(inspector.Calibrate(ModelInspector.CalibrationBins, none), InspectionJson.Default.Calibration);
        }
    }
}
