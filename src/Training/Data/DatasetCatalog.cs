using DropoutSweep.Training.Data.Known;
using DropoutSweep.Training.Text;

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
        return new UnknownDatasetException(name, known, Spelling.Nearest(name, known, share: 2));
    }
}
