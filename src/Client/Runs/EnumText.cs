using System.Text.Json;

namespace DropoutSweep.Client.Runs;

/// <summary>Names of enum values as the files write them: camelCase, as in JSON.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The name that a specification has for a value: snake_case.</summary>
    public static string AsSpecified<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
