using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Space;

/// <summary>One value for the whole sweep.</summary>
internal sealed class FixedTemplate(SpecValue value, SpecLocation location) : ValueTemplate(location)
{
    /// <summary>The value.</summary>
    public SpecValue Value { get; } = value;

    /// <inheritdoc />
    public override IEnumerable<SearchAxis> Axes => [];

    /// <inheritdoc />
    public override IEnumerable<ValueForm> Forms => [ValueForm.Of(Value, Location)];

    /// <inheritdoc />
    public override SpecValue Resolve(IReadOnlyDictionary<SearchAxis, int> point) => Value;

    /// <inheritdoc />
    public override string Write() => Value.Text;
}
