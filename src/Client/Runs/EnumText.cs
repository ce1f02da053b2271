using System.Text.Json;

namespace DropoutSweep.Client.Runs;

/// <summary>Names of enum values as specifications have them: snake_case.</summary>
internal static class EnumText
{
    public static string AsSpecified<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
