namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>One of the names that a field takes.</summary>
/// <param name="Name">The name in YAML.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="Description">What it means.</param>
internal sealed record Choice(string Name, object Value, string Description);
