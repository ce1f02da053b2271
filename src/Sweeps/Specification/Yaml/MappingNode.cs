namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>A mapping; its keys are unique and in the document's order.</summary>
internal sealed class MappingNode(SpecLocation location, IReadOnlyList<MappingEntry> entries, long size) : SpecNode(location)
{
    /// <summary>Its entries in order.</summary>
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    /// <inheritdoc />
    public override long Size { get; } = size;

    /// <inheritdoc />
    public override string Found => Entries.Count == 0
        ? "an empty mapping"
        : $"a mapping with '{string.Join("', '", Entries.Take(3).Select(entry => entry.Key))}'{(Entries.Count > 3 ? ", …" : string.Empty)}";

    /// <summary>The entry of a key, or null.</summary>
    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));

    /// <summary>The same mapping with one entry replaced in its place, or added at the end.</summary>
    public MappingNode With(MappingEntry replacement)
    {
        var changed = Entries.ToList();
        var index = changed.FindIndex(entry => string.Equals(entry.Key, replacement.Key, StringComparison.Ordinal));
        if (index >= 0)
        {
            changed[index] = replacement;
        }
        else
        {
            changed.Add(replacement);
        }

        return new MappingNode(Location, changed, Size + replacement.Value.Size);
    }
}
