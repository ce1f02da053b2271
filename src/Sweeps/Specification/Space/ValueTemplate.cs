using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A field as the specification writes it: a value, a grid, or a list or options with grids inside.</summary>
internal abstract class ValueTemplate(SpecLocation location)
{
    /// <summary>Where it stands.</summary>
    public SpecLocation Location { get; } = location;

    /// <summary>The axes in it, in the document's order.</summary>
    public abstract IEnumerable<SearchAxis> Axes { get; }

    /// <summary>The forms it can take, for checks across fields; not the values of grids inside a list or options.</summary>
    public abstract IEnumerable<ValueForm> Forms { get; }

    /// <summary>The value at a point of the search space.</summary>
    /// <param name="point">Which value each axis has.</param>
    public abstract SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point);

    /// <summary>The template as YAML, every default written out.</summary>
    public abstract string Write();
}
