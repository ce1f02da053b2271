using System.Globalization;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A list, or (where it is allowed) one value that stands for the whole list.</summary>
/// <param name="statement">What a list is here, such as <c>layers are a list of sizes</c>.</param>
/// <param name="item">What each item is.</param>
internal sealed class ListKind(string statement, ValueKind item) : ValueKind
{
    /// <summary>What each item is.</summary>
    public ValueKind Item => item;

    /// <summary>Whether one value may stand for the list.</summary>
    public bool OneForAll { get; init; }

    /// <summary>Fewest items.</summary>
    public int Min { get; init; }

    /// <summary>Most items.</summary>
    public required int Max { get; init; }

    /// <summary>Whether an item may occur only once.</summary>
    public bool Distinct { get; init; }

    /// <inheritdoc />
    public override string Rule => OneForAll ? $"{item.Rule}; {statement}" : statement;

    /// <inheritdoc />
    public override string TypeName => OneForAll ? $"{item.TypeName}; or a list of them" : $"list of: {item.TypeName}";

    /// <inheritdoc />
    public override JsonObject Schema(bool grid)
    {
        var list = new JsonObject
        {
            ["type"] = "array",
            ["items"] = grid ? SchemaParts.WithGrid(item) : item.Schema(grid: false),
            ["minItems"] = Min,
            ["maxItems"] = Max,
        };
        return OneForAll ? new JsonObject { ["anyOf"] = new JsonArray(item.Schema(grid: false), list) } : list;
    }

    /// <inheritdoc />
    public override ValueTemplate? ReadPlain(SpecNode node, string path, ReadContext context)
    {
        if (node is not ListNode list)
        {
            if (OneForAll && node is ScalarNode)
            {
                return item.ReadPlain(node, path, context);
            }

            context.Wrong(node, path, Rule);
            return null;
        }

        if (list.Items.Count < Min || list.Items.Count > Max)
        {
            context.Wrong(node, path, string.Create(CultureInfo.InvariantCulture, $"{statement}, {Min} to {Max} of them"));
            return null;
        }

        var items = new ValueTemplate?[list.Items.Count];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = item.Read(list.Items[index], $"{path}[{index}]", context);
        }

        if (Array.Exists(items, template => template is null) || !CheckDistinct(items, path, context))
        {
            return null;
        }

        return Array.TrueForAll(items, template => template is FixedTemplate)
            ? new FixedTemplate(SpecValue.List([.. items.Select(template => ((FixedTemplate)template!).Value)]), node.Location)
            : new ListTemplate([.. items.Select(template => template!)], node.Location);
    }

    private bool CheckDistinct(ValueTemplate?[] items, string path, ReadContext context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var fine = true;
        foreach (var template in Distinct ? items : [])
        {
            if (template is FixedTemplate { Value: var value } && !seen.Add(value.Text))
            {
                context.Add(template.Location, path, value.Text, "it stands in the list already");
                fine = false;
            }
        }

        return fine;
    }
}
