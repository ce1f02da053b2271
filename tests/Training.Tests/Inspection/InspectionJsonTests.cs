using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class InspectionJsonTests
{
    [Fact]
    public void Results_WrittenAsJson_AreReadBackTheSame()
    {
        var none = CancellationToken.None;
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, OutputKind.Sigmoid), new InspectionOptions { SampleSize = 20 });
        RoundTrip(inspector.Activations(inspector.Dataset.Test, 3), InspectionJson.Default.ImageActivations);
        RoundTrip(inspector.Distribution(none), InspectionJson.Default.ActivationStatistics);
        RoundTrip(inspector.CompareDistributions(inspector, none), InspectionJson.Default.ActivationComparison);
        RoundTrip(inspector.Features(3), InspectionJson.Default.FirstLayerFeatures);
        RoundTrip(inspector.Confusion(none), InspectionJson.Default.ConfusionInspection);
        RoundTrip(inspector.Mistakes(5, 3, none), InspectionJson.Default.IReadOnlyListMistake);
        RoundTrip(inspector.Calibrate(15, none), InspectionJson.Default.Calibration);
        RoundTrip(inspector.Ensemble(new EnsembleOptions { Networks = 2, Repetitions = 2 }, none), InspectionJson.Default.EnsembleInspection);
        RoundTrip(inspector.Uncertainty(inspector.Dataset.Test, [0, 1], options: null, none), InspectionJson.Default.IReadOnlyListSampleUncertainty);
        var thinned = RoundTrip(inspector.Thin(), InspectionJson.Default.ThinnedNetwork);
        Assert.Contains("\"shown_dropped\":[", thinned, StringComparison.Ordinal);
        Assert.Contains("\"activation\":\"Relu\"", RoundTrip(inspector.Activations(inspector.Dataset.Test, 3), InspectionJson.Default.ImageActivations), StringComparison.Ordinal);
    }

    private static string RoundTrip<T>(T value, JsonTypeInfo<T> type)
    {
        var text = JsonSerializer.Serialize(value, type);
        Assert.Equivalent(value, JsonSerializer.Deserialize(text, type), strict: true);
        return text;
    }
}
