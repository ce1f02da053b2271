using System.Collections.Concurrent;
using System.Globalization;
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

    /// <summary>A text with its parameters by place.</summary>
    public string Placed(string text, Arg[] args) => args.Length == 0 ? text : _known.GetOrAdd(text, Place, args);

    private static string Place(string text, Arg[] args) => Name().Replace(text, match =>
    {
        var place = Array.FindIndex(args, arg => match.ValueSpan.Equals(arg.Name, StringComparison.Ordinal));
        return place < 0
            ? throw new InvalidOperationException($"The text has no value for {match.Value}: {text}")
            : string.Create(CultureInfo.InvariantCulture, $"${place + 1}");
    });

    [GeneratedRegex("@[A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
