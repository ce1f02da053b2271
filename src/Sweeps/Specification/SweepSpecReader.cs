using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DropoutSweep.Sweeps.Specification.Fields;
using DropoutSweep.Sweeps.Specification.Yaml;
using DropoutSweep.Sweeps.Threading;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>Reads specifications of sweeps from YAML. The format is described in docs/sweeps.md.</summary>
public static class SweepSpecReader
{
    /// <summary>
    /// Begins what reading a process's first specification waits for most, on a thread of its own: YamlDotNet compiles a regular
    /// expression, and the first hash loads OpenSSL.
    /// </summary>
    public static void Prepare() => SideThread.Start("specification", static () =>
    {
        RuntimeHelpers.RunClassConstructor(typeof(YamlDotNet.Core.Tokens.TagDirective).TypeHandle);
        SHA256.HashData([]);
    });

    /// <summary>Reads and validates a specification.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="fileName">What errors call the file.</param>
    /// <param name="overrides">
    /// Changes to the document, each <c>path=value</c> with a value in YAML, such as <c>training.epochs=2</c> or
    /// <c>model.dropout={grid: [0, 0.5]}</c>; applied in order before anything is checked.
    /// </param>
    /// <returns>The specification.</returns>
    /// <exception cref="SpecificationException">Something is wrong; the exception holds every error that was found.</exception>
    public static SweepSpec Read(string yaml, string fileName, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(fileName);
        var errors = new List<SpecificationError>();
        var spec = Read(yaml, fileName, overrides ?? [], errors);
        return errors.Count == 0 && spec is not null ? spec : throw new SpecificationException(Sorted(errors));
    }

    private static SweepSpec? Read(string yaml, string fileName, IReadOnlyList<string> overrides, List<SpecificationError> errors)
    {
        var node = YamlReader.ReadFile(yaml, fileName, errors);
        if (node is null)
        {
            return null;
        }

        if (node is not MappingNode root)
        {
            var empty = node is ScalarNode { IsNull: true };
            var message = empty ? "the document is empty; a sweep needs at least name, dataset and model" : "a specification is a mapping with name, dataset and model";
            new ReadContext(errors).Add(node.Location, string.Empty, empty ? null : node.Found, message);
            return null;
        }

        root = OverrideApplier.Apply(root, overrides, errors);
        var context = new ReadContext(errors);
        var document = SpecDocument.Read(root, context);
        return SpecBuilder.Build(document, context, errors);
    }

    private static SpecificationError[] Sorted(List<SpecificationError> errors) =>
        [.. errors.OrderBy(error => error.Line == 0).ThenBy(error => error.Line).ThenBy(error => error.Column)];
}
