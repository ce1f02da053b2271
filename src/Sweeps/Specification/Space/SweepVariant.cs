using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A set of values that change together.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Templates">The fields that it replaces; without axes.</param>
/// <param name="Settings">Its paths and values as written in the resolved specification, in order.</param>
internal sealed record SweepVariant(
    string Label,
    SpecLocation Location,
    IReadOnlyDictionary<Field, ValueTemplate> Templates,
    IReadOnlyList<KeyValuePair<string, string>> Settings);
