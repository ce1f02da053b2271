using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A share as a number or as a fraction such as <c>1/6</c>.</summary>
/// <param name="statement">What the value is.</param>
/// <param name="max">The greatest share; the least is above 0.</param>
internal sealed class ShareKind(string statement, double max) : ScalarKind
{
    /// <inheritdoc />
    public override string Rule => $"{statement}, {Range}";

    /// <inheritdoc />
    public override string TypeName => $"number or fraction such as `1/6`, {Range}";

    private string Range => $"above 0 and at most {NumberText.Format(max)}";

    /// <inheritdoc />
    public override JsonObject Schema(bool grid) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = max },
            new JsonObject { ["type"] = "string", ["pattern"] = "^[1-9][0-9]*/[1-9][0-9]*$" }),
    };

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        var slash = node.Text.IndexOf('/', StringComparison.Ordinal);
        var value = slash < 0
            ? Plain(node)
            : Fraction(node.Text[..slash], node.Text[(slash + 1)..]);
        if (value is not { Data: double share } || !(share > 0 && share <= max))
        {
            context.Wrong(node, path, NumberKind.NumberAdvice(node, Rule));
            return null;
        }

        return value;
    }

    private static SpecValue? Plain(ScalarNode node) =>
        !node.Quoted && NumberText.Parse(node.Text) is { } number ? new SpecValue(number, NumberText.Format(number)) : null;

    private static SpecValue? Fraction(string over, string under)
    {
        if (!int.TryParse(over, NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            || !int.TryParse(under, NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            || numerator == 0
            || denominator == 0)
        {
            return null;
        }

        var divisor = (int)BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new SpecValue((double)numerator / denominator, $"{numerator / divisor}/{denominator / divisor}");
    }
}
