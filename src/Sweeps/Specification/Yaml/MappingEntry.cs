namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Location">Where the key stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record MappingEntry(string Key, SpecLocation Location, SpecNode Value);
