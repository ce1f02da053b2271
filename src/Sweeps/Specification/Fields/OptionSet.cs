using DropoutSweep.Sweeps.Specification.Space;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A choice that has settings of its own, such as an optimizer.</summary>
/// <param name="Name">Its name in YAML.</param>
/// <param name="Description">What it is.</param>
/// <param name="Fields">Its settings.</param>
internal sealed record OptionSet(string Name, string Description, params IReadOnlyList<Field> Fields)
{
    /// <summary>The value with given settings.</summary>
    /// <param name="values">One value for each field, in order.</param>
    public SpecValue Value(IReadOnlyList<SpecValue> values)
    {
        var all = Fields.Select((field, index) => $"{field.Key}: {values[index].Text}");
        var changed = Fields
            .Select((field, index) => (Field: field, Value: values[index]))
            .Where(pair => !string.Equals(pair.Value.Text, pair.Field.DefaultValue!.Text, StringComparison.Ordinal))
            .Select(pair => $"{pair.Field.Key}: {pair.Value.Display}");
        return new SpecValue(new OptionsValue(this, values), Write(all), Write(changed));
    }

    private string Write(IEnumerable<string> settings)
    {
        var parts = settings.Prepend($"name: {Name}").ToList();
        return parts.Count == 1 ? Name : $"{{{string.Join(", ", parts)}}}";
    }
}
