namespace DropoutSweep.Bench.Reports;

/// <summary>A generated part of <c>docs/performance.md</c>.</summary>
internal static class PageSection
{
    /// <summary>Puts a text between the page's markers of a name.</summary>
    /// <exception cref="InvalidOperationException">The page has no such markers.</exception>
    public static async Task ReplaceAsync(string name, string text, CancellationToken cancellationToken)
    {
        var (first, last) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var path = Repository.PathOf("docs", "performance.md");
        var page = await File.ReadAllTextAsync(path, cancellationToken);
        var begin = page.IndexOf(first, StringComparison.Ordinal);
        var end = page.IndexOf(last, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no {first} … {last}.");
        }

        await File.WriteAllTextAsync(path, $"{page[..(begin + first.Length)]}\n{text}{page[end..]}", cancellationToken);
    }
}
