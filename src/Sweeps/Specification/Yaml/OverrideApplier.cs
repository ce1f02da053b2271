using DropoutSweep.Sweeps.Specification.Fields;

namespace DropoutSweep.Sweeps.Specification.Yaml;

/// <summary>Applies overrides, <c>path=value</c>, to a document before it is read.</summary>
internal static class OverrideApplier
{
    /// <summary>What errors name as the source of an override.</summary>
    public const string Source = "--set";

    private static readonly SpecLocation Place = new(Source, 0, 0);

    /// <summary>Returns the document with every override in place, in their order; malformed ones are reported and left out.</summary>
    public static MappingNode Apply(MappingNode root, IReadOnlyList<string> overrides, List<SpecificationError> errors)
    {
        foreach (var text in overrides)
        {
            var separator = text.IndexOf('=', StringComparison.Ordinal);
            var path = separator < 0 ? text.Trim() : text[..separator].Trim();
            var keys = path.Split('.');
            if (separator < 0 || keys.Any(string.IsNullOrWhiteSpace))
            {
                errors.Add(new SpecificationError(Source, 0, 0, string.Empty, $"'{text}'", "an override is path=value, such as training.epochs=5 or 'model.dropout={grid: [0, 0.5]}'"));
                continue;
            }

            if (YamlReader.ReadValue(text[(separator + 1)..], Source, path, errors) is { } value
                && Set(root, keys, string.Empty, value, errors) is { } changed)
            {
                root = changed;
            }
        }

        return root;
    }

    /// <summary>Returns the mapping with the value at a path below it, making mappings on the way.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="keys">The path's keys below it.</param>
    /// <param name="above">The mapping's own path, empty for the root.</param>
    /// <param name="value">The value.</param>
    /// <param name="errors">Receives the error when the path leads through a value that is no mapping.</param>
    public static MappingNode? Set(MappingNode node, ReadOnlySpan<string> keys, string above, SpecNode value, List<SpecificationError> errors)
    {
        var old = node.Find(keys[0]);
        if (keys.Length == 1)
        {
            return node.With(new MappingEntry(keys[0], value.Location, value));
        }

        var path = above.Length == 0 ? keys[0] : $"{above}.{keys[0]}";
        var child = old?.Value switch
        {
            MappingNode mapping => mapping,
            null or ScalarNode { IsNull: true } => new MappingNode(value.Location, [], 1),
            ScalarNode scalar when SweepFields.ShorthandKey(path) is { } key => new MappingNode(scalar.Location, [new MappingEntry(key, scalar.Location, scalar)], 2),
            _ => null,
        };
        if (child is null)
        {
            var full = $"{path}.{string.Join('.', keys[1..].ToArray())}";
            errors.Add(new SpecificationError(value.Location.Source, value.Location.Line, value.Location.Column, full, Found: null, $"{path} is {old!.Value.Found}, which holds no keys; set {path} as a whole"));
            return null;
        }

        return Set(child, keys[1..], path, value, errors) is { } changed
            ? node.With(new MappingEntry(keys[0], old?.Location ?? Place, changed))
            : null;
    }
}
