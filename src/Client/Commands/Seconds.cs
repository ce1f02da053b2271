using System.CommandLine.Parsing;
using System.Globalization;

namespace DropoutSweep.Client.Commands;

/// <summary>Parses an option's seconds, or says what would be right.</summary>
internal static class Seconds
{
    public static double? Parse(ArgumentResult result, string option, double most)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds <= most)
        {
            return seconds;
        }

        result.AddError($"{option} is a number of seconds from 0 to {most}, not '{text}'.");
        return null;
    }
}
