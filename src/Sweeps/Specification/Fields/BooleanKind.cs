using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>true or false; the other words of YAML 1.1 (yes, no, on, off) are refused because readers differ on them.</summary>
internal sealed class BooleanKind : ScalarKind
{
    /// <inheritdoc />
    public override string Rule => "true or false";

    /// <inheritdoc />
    public override string TypeName => "true or false";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Allowed => ["true", "false"];

    /// <inheritdoc />
    public override JsonObject Schema(bool grid) => new() { ["type"] = "boolean" };

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        switch (node)
        {
            case { Quoted: false, Text: "true" or "True" or "TRUE" }:
                return new SpecValue(true, "true");
            case { Quoted: false, Text: "false" or "False" or "FALSE" }:
                return new SpecValue(false, "false");
            default:
                context.Wrong(node, path, $"write {Rule}", Allowed);
                return null;
        }
    }
}
