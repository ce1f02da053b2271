using System.Text.Json.Nodes;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>Pieces of the JSON Schema.</summary>
internal static class SchemaParts
{
    /// <summary>The schema of a field with its description, default and examples.</summary>
    public static JsonObject Of(Field field, bool grid)
    {
        var schema = grid ? WithGrid(field.Kind) : field.Kind.Schema(grid: false);
        schema["description"] = field.Description;
        if (field.DefaultValue is { } value)
        {
            schema["default"] = YamlJson.Parse(value.Text);
        }

        if (field.Examples.Count > 0)
        {
            schema["examples"] = new JsonArray([.. field.Examples.Select(YamlJson.Parse).Where(example => grid || example is not JsonObject json || !json.ContainsKey(ValueKind.GridKey))]);
        }

        return schema;
    }

    /// <summary>A value or a grid of values.</summary>
    public static JsonObject WithGrid(ValueKind kind)
    {
        var grid = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Every one of these values in turn.",
            ["properties"] = new JsonObject
            {
                [ValueKind.GridKey] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = kind.Schema(grid: false),
                    ["minItems"] = 1,
                    ["uniqueItems"] = true,
                },
            },
            ["required"] = new JsonArray(ValueKind.GridKey),
            ["additionalProperties"] = false,
        };
        return new JsonObject { ["anyOf"] = new JsonArray(kind.Schema(grid: true), grid) };
    }
}
