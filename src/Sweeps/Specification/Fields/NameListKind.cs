using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A name or a list of different names, read into a list.</summary>
internal sealed class NameListKind(string statement, params Choice[] choices) : ValueKind
{
    private readonly ListKind _list = new(statement, new ChoiceKind(choices)) { Min = 1, Max = choices.Length, Distinct = true };

    /// <summary>The names.</summary>
    public IReadOnlyList<Choice> Choices => choices;

    /// <inheritdoc />
    public override string Rule => $"{statement}: {Names.List([.. choices.Select(choice => choice.Name)])}";

    /// <inheritdoc />
    public override string TypeName => $"{new ChoiceKind(choices).TypeName}; or a list of them";

    /// <inheritdoc />
    public override JsonObject Schema(bool grid)
    {
        var list = _list.Schema(grid: false);
        list["uniqueItems"] = true;
        return new JsonObject { ["anyOf"] = new JsonArray(new ChoiceKind(choices).Schema(grid: false), list) };
    }

    /// <inheritdoc />
    public override ValueTemplate? ReadPlain(SpecNode node, string path, ReadContext context) =>
        _list.ReadPlain(node is ScalarNode ? new ListNode(node.Location, [node], 1) : node, path, context);
}
