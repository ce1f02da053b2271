using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A list with a grid in at least one of its items.</summary>
internal sealed class ListTemplate(IReadOnlyList<ValueTemplate> items, SpecLocation location) : ValueTemplate(location)
{
    /// <inheritdoc />
    public override IEnumerable<SearchAxis> Axes => items.SelectMany(item => item.Axes);

    /// <inheritdoc />
    public override IEnumerable<ValueForm> Forms => [new ValueForm(Location, items.Count, Option: null, Value: null)];

    /// <inheritdoc />
    public override SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point) => SpecValue.List([.. items.Select(item => item.Resolve(point))]);

    /// <inheritdoc />
    public override string Write() => $"[{string.Join(", ", items.Select(item => item.Write()))}]";
}
