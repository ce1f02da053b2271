using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>A chosen option with a grid in at least one of its fields.</summary>
/// <param name="set">The option.</param>
/// <param name="values">The fields' templates in the set's order.</param>
/// <param name="written">Indices of the fields in the order to write them, which is the order of their axes.</param>
/// <param name="location">Where it stands.</param>
internal sealed class OptionsTemplate(OptionSet set, IReadOnlyList<ValueTemplate> values, IReadOnlyList<int> written, SpecLocation location) : ValueTemplate(location)
{
    /// <inheritdoc />
    public override IEnumerable<SearchAxis> Axes => written.SelectMany(index => values[index].Axes);

    /// <inheritdoc />
    public override IEnumerable<ValueForm> Forms => [new ValueForm(Location, -1, set.Name, Value: null)];

    /// <inheritdoc />
    public override SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point) => set.Value([.. values.Select(value => value.Resolve(point))]);

    /// <inheritdoc />
    public override string Write() => $"{{{string.Join(", ", written.Select(index => $"{set.Fields[index].Key}: {values[index].Write()}").Prepend($"name: {set.Name}"))}}}";
}
