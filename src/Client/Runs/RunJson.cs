using System.Text.Json.Serialization;

namespace DropoutSweep.Client.Runs;

/// <summary>JSON of the run folder's state, generated at compile time; infinities and NaN are strings, numbers round-trip.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunIdentity))]
internal sealed partial class RunJson : JsonSerializerContext;
