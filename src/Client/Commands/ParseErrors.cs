using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Client.Commands;

/// <summary>What is wrong with a command line, each mistake told once and with the nearest name that exists.</summary>
internal static class ParseErrors
{
    /// <summary>The mistakes, in words; empty for none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = Options(parsed.CommandResult);
        if (UnknownOptions(parsed, options) is { Count: > 0 } unknown)
        {
            // Their values look like arguments: what follows from that is not told too.
            return unknown.ConvertAll(name => Unknown("option", name, options.Where(static option => !option.Hidden).Select(static option => option.Name)));
        }

        if (parsed.Errors.Count > 0 && command.Subcommands.Count > 0)
        {
            return [parsed.UnmatchedTokens is [var name, ..]
                ? Unknown("command", name, command.Subcommands.Select(static one => one.Name))
                : $"{CommandPath.Of(parsed.CommandResult)} is followed by a command."];
        }

        var surplus = parsed.UnmatchedTokens.Select(token => $"'{token}' is one argument too many: {Usage(parsed.CommandResult)}.");
        var others = parsed.Errors
            .Where(error => !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Select(Text);
        return [.. surplus, .. others.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What looks like an option, is none, and is not the value of the option before it.</summary>
    private static List<string> UnknownOptions(ParseResult parsed, IReadOnlyList<Option> options)
    {
        var unknown = new List<string>();
        var isValue = false;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
            {
                break;
            }

            if (token.Type == TokenType.Argument && !isValue && LooksLikeAnOption(token.Value))
            {
                unknown.Add(token.Value.Split(['=', ':'], 2)[0]);
            }

            isValue = token.Type == TokenType.Option && options.Any(option => IsCalled(option, token.Value) && TakesValue(option));
        }

        return unknown;
    }

    private static bool IsCalled(Option option, string name) => string.Equals(option.Name, name, StringComparison.Ordinal) || option.Aliases.Contains(name);

    /// <summary>A switch may be followed by true or false, and by nothing that looks like an option.</summary>
    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    private static bool LooksLikeAnOption(string text) =>
        text is ['-', not ' ', ..] && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Unknown(string kind, string name, IEnumerable<string> known) =>
        $"there is no {kind} '{name}'{(Spelling.Nearest(name, known) is { } near ? $"; did you mean '{near}'?" : ".")}";

    private static string Text(ParseError error) => error.SymbolResult switch
    {
        // The library says it in several lines, or without the name of what is missing.
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult, Argument: var argument } => $"{argument.Name} is missing: {Sentence(argument.Description)}",
        CommandResult result when Missing(result) is { } argument => $"{argument.Name} is missing: {Sentence(argument.Description)}",
        OptionResult { Tokens.Count: 0, Option: var option } => $"{option.Name} is followed by a value: {option.Name} {option.HelpName}.",
        _ => error.Message,
    };

    private static Argument? Missing(CommandResult result) =>
        result.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 });

    private static string Sentence(string? text) => text is [var first, .. var rest] ? $"{char.ToLowerInvariant(first)}{rest}" : "";

    private static string Usage(CommandResult result)
    {
        var arguments = result.Command.Arguments.Select(static argument => argument.HelpName ?? argument.Name).ToList();
        return arguments.Count == 0 ? $"{CommandPath.Of(result)} takes none" : $"{CommandPath.Of(result)} {string.Join(' ', arguments)}";
    }

    private static List<Option> Options(CommandResult result)
    {
        var options = new List<Option>(result.Command.Options);
        for (var at = result.Parent; at is not null; at = at.Parent)
        {
            options.AddRange(at is CommandResult above ? above.Command.Options.Where(static option => option.Recursive) : []);
        }

        return options;
    }
}
