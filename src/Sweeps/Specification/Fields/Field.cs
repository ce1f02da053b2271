using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A key of the specification with all there is to know about it.</summary>
internal sealed class Field
{
    /// <summary>A field.</summary>
    /// <param name="section">The section it stands in; empty for the root and for settings of options.</param>
    /// <param name="key">Its key.</param>
    /// <param name="kind">Its values.</param>
    /// <param name="byDefault">Its default as YAML; null when it must be written.</param>
    /// <param name="description">What it is, one or two sentences.</param>
    /// <param name="examples">Values to show, as YAML (flow style).</param>
    public Field(string section, string key, ValueKind kind, string? byDefault, string description, params IReadOnlyList<string> examples)
    {
        Section = section;
        Key = key;
        Kind = kind;
        Description = description;
        Examples = examples;
        DefaultValue = byDefault is null ? null : Parse(kind, byDefault);
    }

    /// <summary>The section it stands in; empty for the root and for settings of options.</summary>
    public string Section { get; }

    /// <summary>Its key.</summary>
    public string Key { get; }

    /// <summary>Its path.</summary>
    public string Path => Section.Length == 0 ? Key : $"{Section}.{Key}";

    /// <summary>Its values.</summary>
    public ValueKind Kind { get; }

    /// <summary>What it is.</summary>
    public string Description { get; }

    /// <summary>Values to show, as YAML.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Its default; null when it must be written.</summary>
    public SpecValue? DefaultValue { get; }

    private static SpecValue Parse(ValueKind kind, string yaml)
    {
        var errors = new List<SpecificationError>();
        var node = YamlReader.ReadValue(yaml, "default", string.Empty, errors);
        var value = node is null ? null : kind.ReadValue(node, string.Empty, new ReadContext(errors), "a default is a value");
        return value ?? throw new InvalidOperationException($"The default '{yaml}' is not valid: {string.Join(' ', errors)}");
    }
}
