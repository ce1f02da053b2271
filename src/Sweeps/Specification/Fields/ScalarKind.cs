using DropoutSweep.Sweeps.Specification.Space;
using DropoutSweep.Sweeps.Specification.Yaml;

namespace DropoutSweep.Sweeps.Specification.Fields;

/// <summary>A kind whose values are single scalars.</summary>
internal abstract class ScalarKind : ValueKind
{
    /// <inheritdoc />
    public sealed override ValueTemplate? ReadPlain(SpecNode node, string path, ReadContext context)
    {
        if (node is not ScalarNode scalar)
        {
            context.Wrong(node, path, Rule, Allowed);
            return null;
        }

        return ReadScalar(scalar, path, context) is { } value ? new FixedTemplate(value, node.Location) : null;
    }

    /// <summary>The values that would be right, where they can be counted.</summary>
    protected virtual IReadOnlyList<string> Allowed => [];

    /// <summary>Reads a scalar; null with the error added when it is wrong.</summary>
    protected abstract SpecValue? ReadScalar(ScalarNode node, string path, ReadContext context);
}
