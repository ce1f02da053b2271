using System.CommandLine.Parsing;
using System.Globalization;

namespace DropoutSweep.Client.Commands;

/// <summary>Parses an option's whole number that may be negative, or says what would be right.</summary>
internal static class SignedNumber
{
    public static int? Parse(ArgumentResult result, string option, int least, int most)
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{option} is a whole number from {least} to {most}, not '{text}'.");
        return null;
    }
}
