namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A part of the specification that holds fields.</summary>
/// <param name="Key">Its key at the root.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Fields">Its fields in the order of the reference.</param>
/// <param name="Shorthand">The field that a scalar in place of the mapping stands for, or null.</param>
internal sealed record Section(string Key, string Description, IReadOnlyList<Field> Fields, Field? Shorthand = null);
