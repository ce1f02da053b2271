using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>Turns the table's defaults and examples into JSON.</summary>
internal static class YamlJson
{
    /// <summary>The JSON of a value written as YAML.</summary>
    public static JsonNode? Parse(string yaml)
    {
        var errors = new List<SpecificationError>();
        var node = YamlReader.ReadValue(yaml, "table", string.Empty, errors);
        return node is null ? throw new InvalidOperationException(string.Join(' ', errors)) : Convert(node);
    }

    private static JsonNode? Convert(SpecNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Convert(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Convert)]),
        ScalarNode { IsNull: true } => null,
        ScalarNode { Quoted: false, Text: "true" or "false" } scalar => JsonValue.Create(string.Equals(scalar.Text, "true", StringComparison.Ordinal)),
        ScalarNode { Quoted: false } scalar when ulong.TryParse(scalar.Text, out var whole) => JsonValue.Create(whole),
        ScalarNode { Quoted: false } scalar when NumberText.Parse(scalar.Text) is { } number => JsonValue.Create(number),
        _ => JsonValue.Create(((ScalarNode)node).Text),
    };
}
