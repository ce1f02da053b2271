namespace DropoutSweep.Training.Text;

/// <summary>Finds the known name that a typo meant.</summary>
public static class Spelling
{
    private const int LongestWord = 60;

    /// <summary>The nearest of the known names, or null when none is near.</summary>
    /// <param name="word">What was written; case, spaces and hyphens for underscores are no mistakes.</param>
    /// <param name="known">The names.</param>
    /// <param name="share">Which share of the letters may be wrong: one in so many.</param>
    public static string? Nearest(string word, IEnumerable<string> known, int share = 3)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var folded = Fold(word);
        var best = known
            .Select(name => (Name: name, Distance: Distance(folded, Fold(name))))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Max(candidate.Name.Length, word.Length) / share))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return best.Name;
    }

    private static string Fold(string word) => word.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two words: Damerau–Levenshtein, restricted.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replace, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
