using System.CommandLine.Parsing;
using System.Globalization;

namespace DropoutSweep.Client.Commands;

/// <summary>Parses an option's time span such as <c>30d</c>, or says what would be right.</summary>
internal static class Age
{
    private const double MostDays = 10_000;

    public static TimeSpan? Parse(ArgumentResult result, string option)
    {
        var text = result.Tokens[^1].Value;
        var unit = text.Length > 1 ? Unit(text[^1]) : null;
        if (unit is { } one
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * one.TotalDays <= MostDays)
        {
            return count * one;
        }

        result.AddError($"{option} is a number with d, h, m or s, such as 30d, not '{text}'.");
        return null;
    }

    private static TimeSpan? Unit(char unit) => unit switch
    {
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        's' => TimeSpan.FromSeconds(1),
        _ => null,
    };
}
