using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Client.Commands;

/// <summary>Values that are some of a few words: completed by the shell, and a typo is answered with the nearest one.</summary>
internal static class Choices
{
    /// <summary>Takes one of these words.</summary>
    public static void AddTo(Option<string?> option, params IReadOnlyList<string> words)
    {
        option.CompletionSources.Add(_ => words.Select(static word => new CompletionItem(word)));
        option.Validators.Add(result => Check(result, option.Name, result.Tokens.Select(static token => token.Value), words));
    }

    /// <summary>Takes one of these words.</summary>
    public static void AddTo(Argument<string> argument, params IReadOnlyList<string> words)
    {
        argument.CompletionSources.Add(_ => words.Select(static word => new CompletionItem(word)));
        argument.Validators.Add(result => Check(result, argument.Name, result.Tokens.Select(static token => token.Value), words));
    }

    /// <summary>Takes one of an enum's names.</summary>
    public static void AddNames<T>(Option<string?> option)
        where T : struct, Enum => AddTo(option, [.. EnumNames.All<T>()]);

    /// <summary>Takes some of an enum's names, separated by commas.</summary>
    public static void AddLists<T>(Option<string?> option)
        where T : struct, Enum
    {
        string[] words = [.. EnumNames.All<T>()];
        option.CompletionSources.Add(_ => words.Select(static word => new CompletionItem(word)));
        option.Validators.Add(result => Check(
            result, option.Name, result.Tokens.SelectMany(static token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)), words));
    }

    private static void Check(SymbolResult result, string name, IEnumerable<string> given, IReadOnlyList<string> words)
    {
        foreach (var word in given.Where(word => !words.Contains(word, StringComparer.Ordinal)))
        {
            var all = $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
            result.AddError($"{name} is {all}, not '{word}'{(Spelling.Nearest(word, words) is { } near ? $"; did you mean '{near}'?" : ".")}");
        }
    }
}
