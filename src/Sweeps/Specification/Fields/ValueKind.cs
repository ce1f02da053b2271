using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>
/// What values a field takes. One object reads them, checks them, says in messages and in the reference what is
/// right, and writes itself into the JSON Schema, so that these four cannot disagree.
/// </summary>
internal abstract class ValueKind
{
    /// <summary>The key of a grid.</summary>
    public const string GridKey = "grid";

    /// <summary>What is right, as the end of an error message, such as <c>a momentum is a number, at least 0 and below 1</c>.</summary>
    public abstract string Rule { get; }

    /// <summary>The type's name in the reference.</summary>
    public abstract string TypeName { get; }

    /// <summary>Reads a node that is not a grid; null with the error added when it is wrong.</summary>
    public abstract ValueTemplate? ReadPlain(SpecNode node, string path, ReadContext context);

    /// <summary>The JSON Schema of a plain value.</summary>
    /// <param name="grid">Whether grids are welcome in parts of the value.</param>
    public abstract JsonObject Schema(bool grid);

    /// <summary>Reads a node, which may be a grid where the context welcomes one.</summary>
    public ValueTemplate? Read(SpecNode node, string path, ReadContext context)
    {
        if (node is not MappingNode mapping || mapping.Find(GridKey) is not { } entry)
        {
            return ReadPlain(node, path, context);
        }

        if (context.GridRefusal is not null)
        {
            context.Add(node.Location, path, "a grid", context.GridRefusal);
            return null;
        }

        foreach (var other in mapping.Entries.Where(other => !string.Equals(other.Key, GridKey, StringComparison.Ordinal)))
        {
            context.Add(other.Location, $"{path}.{other.Key}", found: null, "unknown key beside 'grid'; a grid holds nothing but its values");
        }

        return ReadGrid(entry.Value, path, context);
    }

    /// <summary>Reads a plain value, grids refused; null with the error added when it is wrong.</summary>
    public SpecValue? ReadValue(SpecNode node, string path, ReadContext context, string refusal) =>
        (Read(node, path, context.WithoutGrid(refusal)) as FixedTemplate)?.Value;

    private GridTemplate? ReadGrid(SpecNode node, string path, ReadContext context)
    {
        if (node is not ListNode list)
        {
            context.Wrong(node, path, "a grid is a list of values, such as {grid: [a, b]}");
            return null;
        }

        if (list.Items.Count == 0)
        {
            context.Wrong(node, path, "a grid needs at least one value");
            return null;
        }

        var values = new List<(SpecValue Value, SpecLocation Location)>(list.Items.Count);
        var first = new Dictionary<string, SpecLocation>(StringComparer.Ordinal);
        var inside = context.WithoutGrid("a grid cannot stand inside a grid");
        foreach (var item in list.Items)
        {
            if ((Read(item, path, inside) as FixedTemplate)?.Value is not { } value)
            {
                continue;
            }

            values.Add((value, item.Location));
            if (!first.TryAdd(value.Text, item.Location))
            {
                var place = first[value.Text].Line > 0 ? $", as in line {first[value.Text].Line}" : string.Empty;
                context.Wrong(item, path, $"{value.Display} stands in the grid already{place}, so two configurations would be equal; write each value once");
            }
        }

        return values.Count == list.Items.Count ? new GridTemplate(new SearchAxis(path, node.Location, values)) : null;
    }
}
