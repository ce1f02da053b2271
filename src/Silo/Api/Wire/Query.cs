using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Sweeps.Text;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Reads query parameters; what is wrong is answered with the parameter, what was found and what would be right.</summary>
internal static class Query
{
    /// <summary>Names of an enum in camel case, separated by commas or given repeatedly; null when there are none.</summary>
    public static IReadOnlyList<T>? Names<T>(string parameter, string[]? values)
        where T : struct, Enum
    {
        var names = (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return names.Count == 0 ? null : [.. names.Select(name => Name<T>(parameter, name)).Distinct()];
    }

    /// <summary>The name of an enum in camel case.</summary>
    public static T Name<T>(string parameter, string text)
        where T : struct, Enum =>
        EnumNames.Find<T>(text) ?? throw Problems.BadRequest($"{parameter}: found '{text}'; one of {string.Join(", ", EnumNames.All<T>())}");

    /// <summary>A number in a range, or its default.</summary>
    public static int Whole(string parameter, int? value, int min, int max, int byDefault) => Whole(parameter, value, min, max) ?? byDefault;

    /// <summary>A number in a range, or none.</summary>
    public static int? Whole(string parameter, int? value, int min, int max) =>
        value is null || (value >= min && value <= max) ? value
        : throw Problems.BadRequest($"{parameter}: found {value}; a whole number, {min:N0} to {max:N0}");
}
