using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A parameter that varies over the sweep.</summary>
/// <param name="Path">Its path, such as <c>model.dropout</c> or <c>model.layers[0]</c>.</param>
/// <param name="Location">Where its grid stands.</param>
/// <param name="Values">Its values in order, each with its place.</param>
internal sealed record SearchAxis(string Path, SpecLocation Location, IReadOnlyList<(SpecValue Value, SpecLocation Location)> Values);
