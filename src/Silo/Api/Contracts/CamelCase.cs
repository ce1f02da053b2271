using System.Text.Json;
using System.Text.Json.Serialization;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>Writes and reads an enum's names in camel case, and no numbers.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
