using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Fields;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>The JSON Schema of specifications, for editors; made from the same table that the reader uses.</summary>
public static class SweepSchema
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema (JSON Schema draft 7) as indented text that ends in a line feed.</summary>
    public static string Generate()
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var item in SweepFields.Root)
        {
            if (item is Section section)
            {
                properties[section.Key] = Of(section);
            }
            else
            {
                properties[((Field)item).Key] = SchemaParts.Of((Field)item, grid: false);
            }

            if (item is Field { DefaultValue: null } || (item is Section part && part.Fields.Any(field => field.DefaultValue is null)))
            {
                required.Add(SpecDocument.Key(item));
            }
        }

        properties[SweepFields.VariantsKey] = Variants();
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A DropoutSweep specification",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
        return schema.ToJsonString(s_options) + "\n";
    }

    private static JsonObject Of(Section section)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        var grid = section == SweepFields.Model || section == SweepFields.Training_;
        foreach (var field in section.Fields)
        {
            properties[field.Key] = SchemaParts.Of(field, grid);
            if (field.DefaultValue is null)
            {
                required.Add(field.Key);
            }
        }

        var mapping = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
        {
            mapping["required"] = required;
        }

        var schema = section.Shorthand is null ? mapping : new JsonObject { ["anyOf"] = new JsonArray(mapping, section.Shorthand.Kind.Schema(grid: false)) };
        schema["description"] = section.Description;
        return schema;
    }

    private static JsonObject Variants()
    {
        var properties = new JsonObject { [SweepFields.LabelKey] = SchemaParts.Of(SweepFields.Label, grid: false) };
        foreach (var field in SweepFields.Varying)
        {
            properties[field.Path] = Plain(field);
            foreach (var setting in (field.Kind as OptionsKind)?.Sets.SelectMany(set => set.Fields).GroupBy(setting => setting.Key, StringComparer.Ordinal) ?? [])
            {
                properties[$"{field.Path}.{setting.Key}"] = Plain(setting.First());
            }
        }

        return new JsonObject
        {
            ["type"] = "array",
            ["description"] = SweepFields.VariantsDescription,
            ["items"] = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false },
        };
    }

    private static JsonObject Plain(Field field)
    {
        var schema = SchemaParts.Of(field, grid: false);
        schema.Remove("default");
        return schema;
    }
}
