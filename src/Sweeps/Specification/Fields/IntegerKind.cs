using System.Globalization;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A whole number in a range; its data is an <see cref="ulong"/>.</summary>
/// <param name="statement">What the value is, such as <c>a batch size is a whole number</c>.</param>
/// <param name="min">The least value.</param>
/// <param name="max">The greatest value.</param>
internal sealed class IntegerKind(string statement, ulong min, ulong max) : ScalarKind
{
    /// <summary>What null means; null when it is refused.</summary>
    public string? Null { get; init; }

    /// <inheritdoc />
    public override string Rule => $"{statement}, {Range}{(Null is null ? string.Empty : $", or null for {Null}")}";

    /// <inheritdoc />
    public override string TypeName => $"whole number, {Range}{(Null is null ? string.Empty : ", or null")}";

    private string Range => $"{min.ToString("N0", CultureInfo.InvariantCulture)} to {max.ToString("N0", CultureInfo.InvariantCulture)}";

    /// <inheritdoc />
    public override JsonObject Schema(bool grid) => new()
    {
        ["type"] = Null is null ? "integer" : new JsonArray("integer", "null"),
        ["minimum"] = min,
        ["maximum"] = max,
    };

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        if (Null is not null && node.IsNull)
        {
            return new SpecValue(Data: null, "null", "null");
        }

        if (node.Quoted
            || !NumberText.IsDecimal(node.Text)
            || !ulong.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value < min
            || value > max)
        {
            context.Wrong(node, path, NumberKind.NumberAdvice(node, Rule));
            return null;
        }

        return new SpecValue(value, value.ToString(CultureInfo.InvariantCulture));
    }
}
