using System.Text.Json;
using System.Text.Json.Serialization;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// JSON for people and their programs, indented; numbers round-trip, infinities and NaN are the strings
/// <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>; what does not apply is left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    /// <summary>The whole document as UTF-8, ending in a line feed.</summary>
    public static byte[] ToUtf8Bytes(RunSummary summary) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(summary, Default.RunSummary), (byte)'\n'];
}
