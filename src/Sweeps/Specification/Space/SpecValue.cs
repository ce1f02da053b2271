namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A value of a field, read and within its range.</summary>
/// <param name="Data">What it is: a number, an enum, a boolean, a text, null, <see cref="SpecValue"/>[] for a list, or <see cref="OptionsValue"/>.</param>
/// <param name="Text">The one way to write it as YAML; equal values have equal texts.</param>
/// <param name="Display">What tables show: as <paramref name="Text"/>, without options left at their defaults.</param>
internal sealed record SpecValue(object? Data, string Text, string Display)
{
    /// <summary>A value that is shown as it is written.</summary>
    public SpecValue(object? data, string text)
        : this(data, text, text)
    {
    }

    /// <summary>A list of values.</summary>
    public static SpecValue List(SpecValue[] items) => new(
        items,
        $"[{string.Join(", ", items.Select(item => item.Text))}]",
        $"[{string.Join(", ", items.Select(item => item.Display))}]");
}
