using System.Text.Json.Serialization;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training;

/// <summary>
/// The JSON of configurations and metrics, the same bytes for equal values: it is part of checkpoints,
/// fingerprints and model files.
/// </summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrainingConfiguration))]
[JsonSerializable(typeof(ModelOptions))]
[JsonSerializable(typeof(IReadOnlyList<EpochMetrics>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TrainingJson : JsonSerializerContext;
