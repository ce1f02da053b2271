using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// The texts as the server takes them, its parameters by place (<c>$1</c>): each is turned once, where the driver would
/// read it anew at every call. A text is always given the same parameters in the same order.
/// </summary>
internal sealed partial class PostgresTexts
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TextList, string> _together = new();

    /// <summary>A text with its parameters by place.</summary>
    public string Placed(string text, Arg[] args) => args.Length == 0 ? text : _known.GetOrAdd(text, static (one, given) => Place(one, given, before: 0), args);

    /// <summary>Texts that write as one statement; the parameters of each follow those of the one before it.</summary>
    public string Together(IReadOnlyList<Statement> statements) =>
        _together.GetOrAdd(new TextList([.. statements.Select(static statement => statement.Text)]), static (_, all) => Join(all), statements);

    private static string Join(IReadOnlyList<Statement> statements)
    {
        var text = new StringBuilder();
        var before = 0;
        for (var i = 0; i < statements.Count; i++)
        {
            var placed = Place(statements[i].Text, statements[i].Args, before);
            before += statements[i].Args.Length;
            _ = i < statements.Count - 1
                ? text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "WITH" : ",")} w{i} AS ({placed})")
                : text.Append(i == 0 ? string.Empty : " ").Append(placed);
        }

        return text.ToString();
    }

    private static string Place(string text, Arg[] args, int before) => Name().Replace(text, match =>
    {
        var place = Array.FindIndex(args, arg => match.ValueSpan.Equals(arg.Name, StringComparison.Ordinal));
        return place < 0
            ? throw new InvalidOperationException($"The text has no value for {match.Value}: {text}")
            : string.Create(CultureInfo.InvariantCulture, $"${before + place + 1}");
    });

    [GeneratedRegex("@[A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
