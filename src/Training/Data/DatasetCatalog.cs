using DropoutSweep.Training.Data.Known;

namespace DropoutSweep.Training.Data;

/// <summary>The known data sets, by name.</summary>
public sealed class DatasetCatalog
{
    private readonly IDatasetDefinition[] _definitions;

    /// <summary>A catalog of given data sets.</summary>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public DatasetCatalog(IEnumerable<IDatasetDefinition> definitions)
    {
        _definitions = [.. definitions];
        var twice = _definitions.GroupBy(definition => definition.Info.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two data sets are named '{twice.Key}'.", nameof(definitions));
        }
    }

    /// <summary>The data sets that come with the program: register new ones here.</summary>
    public static DatasetCatalog Default { get; } = new(
    [
        Mnist.Definition,
        FashionMnist.Definition,
        new GeneratedDigits(),
        new Curve(),
        new RandomLabels(),
    ]);

    /// <summary>All of them, in the order to list them.</summary>
    public IReadOnlyList<IDatasetDefinition> Definitions => _definitions;

    /// <summary>The data set of a name (case matters, as in file names).</summary>
    /// <exception cref="UnknownDatasetException">There is none; the message names the nearest.</exception>
    public IDatasetDefinition Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Find(_definitions, definition => string.Equals(definition.Info.Name, name, StringComparison.Ordinal))
            ?? throw Unknown(name);
    }

    private UnknownDatasetException Unknown(string name)
    {
        string[] known = [.. _definitions.Select(definition => definition.Info.Name)];
        var lower = name.ToLowerInvariant();
        var nearest = known
            .Select(candidate => (Name: candidate, Distance: EditDistance(lower, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(2, candidate.Name.Length / 2))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return new UnknownDatasetException(name, known, nearest);
    }

    // Insertions, deletions and substitutions (Levenshtein 1966), one row of the table at a time.
    private static int EditDistance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[to.Length];
    }
}
