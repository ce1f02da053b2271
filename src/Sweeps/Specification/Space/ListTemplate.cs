using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A list with a grid in at least one of its items.</summary>
internal sealed class ListTemplate(IReadOnlyList<ValueTemplate> items, SpecLocation location) : ValueTemplate(location)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<ValueTemplate> Items { get; } = items;

    /// <inheritdoc />
    public override IEnumerable<SearchAxis> Axes => Items.SelectMany(item => item.Axes);

    /// <inheritdoc />
    public override IEnumerable<ValueForm> Forms => [new ValueForm(Location, Items.Count, Option: null, Value: null)];

    /// <inheritdoc />
    public override SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point) => SpecValue.List([.. Items.Select(item => item.Resolve(point))]);

    /// <inheritdoc />
    public override string Write() => $"[{string.Join(", ", Items.Select(item => item.Write()))}]";
}
