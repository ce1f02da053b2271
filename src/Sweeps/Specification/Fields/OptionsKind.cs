using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>One of a few names, alone or in a mapping with its settings: <c>sgd</c> or <c>{name: sgd, momentum: 0.9}</c>.</summary>
/// <param name="noun">What the names name, such as <c>an optimizer</c>.</param>
/// <param name="sets">The options; the first is the one meant by a mapping without a name.</param>
internal sealed class OptionsKind(string noun, params OptionSet[] sets) : ValueKind
{
    /// <summary>The key of the name in a mapping.</summary>
    public const string NameKey = "name";

    /// <summary>The options.</summary>
    public IReadOnlyList<OptionSet> Sets => sets;

    /// <inheritdoc />
    public override string Rule => $"{noun} is {Names.List(AllNames)}, or a mapping with its name and settings";

    /// <inheritdoc />
    public override string TypeName => $"{string.Join(", ", AllNames.Select(name => $"`{name}`"))}; or a mapping with `name` and settings";

    private string[] AllNames => [.. sets.Select(set => set.Name)];

    /// <inheritdoc />
    public override JsonObject Schema(bool grid)
    {
        var names = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. AllNames.Select(name => JsonValue.Create(name))]),
            ["markdownEnumDescriptions"] = new JsonArray([.. sets.Select(set => JsonValue.Create(set.Description))]),
        };
        return new JsonObject { ["anyOf"] = new JsonArray([names, .. sets.Select(set => SetSchema(set, grid))]) };
    }

    /// <inheritdoc />
    public override ValueTemplate? ReadPlain(SpecNode node, string path, ReadContext context)
    {
        if (node is ScalarNode scalar)
        {
            return Find(scalar, path, context) is { } plain
                ? new FixedTemplate(plain.Value([.. plain.Fields.Select(field => field.DefaultValue!)]), node.Location)
                : null;
        }

        if (node is not MappingNode mapping)
        {
            context.Wrong(node, path, Rule, AllNames);
            return null;
        }

        var name = mapping.Find(NameKey)?.Value;
        if (name is MappingNode)
        {
            context.Wrong(name, $"{path}.{NameKey}", $"settings differ from name to name; for several, write {{grid: [{sets[0].Name}, {{name: {sets[^1].Name}, …}}]}} in place of the mapping");
            return null;
        }

        var set = name is null ? sets[0] : name is ScalarNode text ? Find(text, $"{path}.{NameKey}", context) : null;
        if (name is ListNode)
        {
            context.Wrong(name, $"{path}.{NameKey}", Rule, AllNames);
        }

        return set is null ? null : ReadSettings(set, mapping, path, context);
    }

    private ValueTemplate? ReadSettings(OptionSet set, MappingNode mapping, string path, ReadContext context)
    {
        var templates = new ValueTemplate?[set.Fields.Count];
        var order = new List<int>();
        var fine = true;
        foreach (var entry in mapping.Entries.Where(entry => !string.Equals(entry.Key, NameKey, StringComparison.Ordinal)))
        {
            var index = set.Fields.ToList().FindIndex(field => string.Equals(field.Key, entry.Key, StringComparison.Ordinal));
            if (index < 0)
            {
                UnknownSetting(set, entry, path, context);
                fine = false;
                continue;
            }

            order.Add(index);
            templates[index] = set.Fields[index].Kind.Read(entry.Value, $"{path}.{entry.Key}", context);
            fine &= templates[index] is not null;
        }

        if (!fine)
        {
            return null;
        }

        for (var index = 0; index < templates.Length; index++)
        {
            if (templates[index] is null)
            {
                order.Add(index);
                templates[index] = new FixedTemplate(set.Fields[index].DefaultValue!, mapping.Location);
            }
        }

        if (Array.TrueForAll(templates, template => template is FixedTemplate))
        {
            return new FixedTemplate(set.Value([.. templates.Select(template => ((FixedTemplate)template!).Value)]), mapping.Location);
        }

        // The document's order is kept only where it decides the order of axes.
        var axes = templates.Count(template => template is not FixedTemplate);
        return new OptionsTemplate(set, [.. templates.Select(template => template!)], axes > 1 ? order : [.. Enumerable.Range(0, templates.Length)], mapping.Location);
    }

    private void UnknownSetting(OptionSet set, MappingEntry entry, string path, ReadContext context)
    {
        var known = set.Fields.Select(field => field.Key).Append(NameKey).ToArray();
        var owner = Array.Find(sets, other => other.Fields.Any(field => string.Equals(field.Key, entry.Key, StringComparison.Ordinal)));
        var elsewhere = owner is null ? SweepFields.HomeOf(entry.Key) : null;
        var message = (owner, elsewhere) switch
        {
            ({ } other, _) => $"{set.Name} has no such setting, {other.Name} has",
            (_, { } home) => $"unknown key here; it belongs at {home}",
            _ => $"unknown key; {set.Name} has {(set.Fields.Count == 0 ? "no settings" : Names.List([.. set.Fields.Select(field => field.Key)]).Replace(" or ", " and ", StringComparison.Ordinal))}",
        };
        var nearest = owner is null && elsewhere is null ? Spelling.Nearest(entry.Key, known) : null;
        context.Add(entry.Location, $"{path}.{entry.Key}", found: null, nearest is null ? message : "unknown key", known, nearest);
    }

    private OptionSet? Find(ScalarNode node, string path, ReadContext context)
    {
        var found = Array.Find(sets, set => string.Equals(set.Name, node.Text, StringComparison.Ordinal));
        if (found is null)
        {
            context.Wrong(node, path, Rule, AllNames, Spelling.Nearest(node.Text, AllNames));
        }

        return found;
    }

    private static JsonObject SetSchema(OptionSet set, bool grid)
    {
        var properties = new JsonObject { [NameKey] = new JsonObject { ["const"] = set.Name } };
        foreach (var field in set.Fields)
        {
            properties[field.Key] = SchemaParts.Of(field, grid);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = set.Description,
            ["properties"] = properties,
            ["required"] = new JsonArray(NameKey),
            ["additionalProperties"] = false,
        };
    }
}
