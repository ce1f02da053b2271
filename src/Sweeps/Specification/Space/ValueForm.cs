using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A form that a field can take.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Length">Number of items of a list; -1 when it is none.</param>
/// <param name="Option">The name of a chosen option, or null.</param>
/// <param name="Value">The value, or null when grids inside it leave it open.</param>
internal sealed record ValueForm(SpecLocation Location, int Length, string? Option, SpecValue? Value)
{
    /// <summary>The form of a value.</summary>
    public static ValueForm Of(SpecValue value, SpecLocation location) => new(
        location,
        value.Data is SpecValue[] items ? items.Length : -1,
        (value.Data as OptionsValue)?.Set.Name,
        value);
}
