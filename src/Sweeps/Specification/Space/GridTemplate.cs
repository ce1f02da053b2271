namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A grid: one axis of the search space.</summary>
internal sealed class GridTemplate(SearchAxis axis) : ValueTemplate(axis.Location)
{
    /// <inheritdoc />
    public override IEnumerable<SearchAxis> Axes => [axis];

    /// <inheritdoc />
    public override IEnumerable<ValueForm> Forms => axis.Values.Select(value => ValueForm.Of(value.Value, value.Location));

    /// <inheritdoc />
    public override SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point) => axis.Values[point[axis]].Value;

    /// <inheritdoc />
    public override string Write() => $"{{grid: [{string.Join(", ", axis.Values.Select(value => value.Value.Text))}]}}";
}
