using System.Text.Json.Serialization;

namespace DropoutSweep.Silo.Page.Live;

/// <summary>How events of the live page are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveFragment))]
[JsonSerializable(typeof(string))]
internal sealed partial class LiveJson : JsonSerializerContext;
