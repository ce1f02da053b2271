using System.Text.Json.Serialization;

namespace DropoutSweep.Training.Inspection;

/// <summary>The JSON of everything that inspection finds, as it is served and read back: snake_case names, enums as text.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImageActivations))]
[JsonSerializable(typeof(ActivationStatistics))]
[JsonSerializable(typeof(ActivationComparison))]
[JsonSerializable(typeof(FirstLayerFeatures))]
[JsonSerializable(typeof(ConfusionInspection))]
[JsonSerializable(typeof(IReadOnlyList<Mistake>))]
[JsonSerializable(typeof(Calibration))]
[JsonSerializable(typeof(EnsembleInspection))]
[JsonSerializable(typeof(IReadOnlyList<SampleUncertainty>))]
[JsonSerializable(typeof(FittedCurve))]
[JsonSerializable(typeof(ThinnedNetwork))]
[JsonSerializable(typeof(ModelInspection))]
public sealed partial class InspectionJson : JsonSerializerContext;
