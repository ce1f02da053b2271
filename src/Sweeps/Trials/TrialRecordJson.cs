using System.Text.Json.Serialization;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Trials;

/// <summary>JSON of results, generated at compile time; infinities and NaN are strings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EpochMetrics))]
[JsonSerializable(typeof(ResultText))]
[JsonSerializable(typeof(int[]))]
internal sealed partial class TrialRecordJson : JsonSerializerContext;
