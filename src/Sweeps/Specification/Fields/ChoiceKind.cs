using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Training.Text;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>One of a few names.</summary>
internal sealed class ChoiceKind(params Choice[] choices) : ScalarKind
{
    /// <summary>Names that are refused with a reason of their own.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The choices.</summary>
    public IReadOnlyList<Choice> Choices => choices;

    /// <inheritdoc />
    public override string Rule => choices.Length == 1 ? $"only {choices[0].Name} is known" : $"one of {Names.List(Allowed)}";

    /// <inheritdoc />
    public override string TypeName => string.Join(", ", Allowed.Select(name => $"`{name}`"));

    /// <inheritdoc />
    protected override IReadOnlyList<string> Allowed => [.. choices.Select(choice => choice.Name)];

    /// <inheritdoc />
    public override JsonObject Schema(bool grid) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Name))]),
        ["markdownEnumDescriptions"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Description))]),
    };

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        if (Array.Find(choices, choice => string.Equals(choice.Name, node.Text, StringComparison.Ordinal)) is { } found)
        {
            return new SpecValue(found.Value, found.Name);
        }

        if (Refused.TryGetValue(node.Text, out var reason))
        {
            context.Wrong(node, path, reason, Allowed);
        }
        else
        {
            context.Wrong(node, path, Rule, Allowed, Spelling.Nearest(node.Text, Allowed));
        }

        return null;
    }
}
