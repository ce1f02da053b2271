using System.Globalization;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A whole number that may be negative; its data is an <see cref="int"/>.</summary>
/// <param name="statement">What the value is, such as <c>a priority is a whole number</c>.</param>
/// <param name="min">The least value.</param>
/// <param name="max">The greatest value.</param>
internal sealed class SignedKind(string statement, int min, int max) : ScalarKind
{
    /// <inheritdoc />
    public override string Rule => $"{statement}, {Range}";

    /// <inheritdoc />
    public override string TypeName => $"whole number, {Range}";

    private string Range => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");

    /// <inheritdoc />
    public override JsonObject Schema(bool grid) => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        if (node.Quoted
            || !NumberText.IsDecimal(node.Text)
            || !int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value < min
            || value > max)
        {
            context.Wrong(node, path, NumberKind.NumberAdvice(node, Rule));
            return null;
        }

        return new SpecValue(value, value.ToString(CultureInfo.InvariantCulture));
    }
}
