using DropoutSweep.Sweeps.Specification.Fields;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A chosen option, such as an optimizer, with the values of its fields in the set's order.</summary>
internal sealed record OptionsValue(OptionSet Set, IReadOnlyList<SpecValue> Values);
