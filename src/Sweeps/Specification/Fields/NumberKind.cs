using System.Globalization;
using System.Text.Json.Nodes;
using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A number in a range.</summary>
/// <param name="statement">What the value is, such as <c>a momentum is a number</c>.</param>
internal sealed class NumberKind(string statement) : ScalarKind
{
    /// <summary>The least value.</summary>
    public double Min { get; init; }

    /// <summary>Whether <see cref="Min"/> itself is outside.</summary>
    public bool Above { get; init; }

    /// <summary>The greatest value.</summary>
    public required double Max { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is outside.</summary>
    public bool Below { get; init; }

    /// <summary>What null means; null when it is refused.</summary>
    public string? Null { get; init; }

    /// <inheritdoc />
    public override string Rule => $"{statement}, {Range}{(Null is null ? string.Empty : $", or null for {Null}")}";

    /// <inheritdoc />
    public override string TypeName => $"number, {Range}{(Null is null ? string.Empty : ", or null")}";

    private string Range => (Above, Below) switch
    {
        (false, false) => $"{Show(Min)} to {Show(Max)}",
        (true, false) => $"above {Show(Min)} and at most {Show(Max)}",
        (false, true) => $"at least {Show(Min)} and below {Show(Max)}",
        (true, true) => $"above {Show(Min)} and below {Show(Max)}",
    };

    /// <inheritdoc />
    public override JsonObject Schema(bool grid)
    {
        var schema = new JsonObject
        {
            ["type"] = Null is null ? "number" : new JsonArray("number", "null"),
            [Above ? "exclusiveMinimum" : "minimum"] = Min,
            [Below ? "exclusiveMaximum" : "maximum"] = Max,
        };
        return schema;
    }

    /// <inheritdoc />
    protected override SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context)
    {
        if (Null is not null && node.IsNull)
        {
            return new SpecValue(Data: null, "null", "null");
        }

        if (node.Quoted || NumberText.Parse(node.Text) is not { } value)
        {
            context.Wrong(node, path, NumberAdvice(node, Rule));
            return null;
        }

        if (!(Above ? value > Min : value >= Min) || !(Below ? value < Max : value <= Max))
        {
            context.Wrong(node, path, Rule);
            return null;
        }

        return new SpecValue(value, NumberText.Format(value));
    }

    private static string Show(double bound) => bound >= 1_000 ? bound.ToString("N0", CultureInfo.InvariantCulture) : NumberText.Format(bound);

    /// <summary>A rule with the advice that an almost-number needs.</summary>
    internal static string NumberAdvice(ScalarNode node, string rule)
    {
        if (node.Quoted && NumberText.IsDecimal(node.Text))
        {
            return $"{rule}; write it without quotes";
        }

        return !node.Quoted && NumberText.HasLeadingZero(node.Text) ? $"{rule}; leading zeros are octal to some readers of YAML, leave them out" : rule;
    }
}
