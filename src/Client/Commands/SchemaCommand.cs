using System.CommandLine;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Commands;

/// <summary>Prints the JSON Schema of a specification, for editors.</summary>
internal sealed class SchemaCommand : Command, IExampleCommand
{
    public SchemaCommand(ClientHost host)
        : base("schema", "Print the JSON Schema of a specification, for editors.")
    {
        SetAction(_ =>
        {
            host.Out.WriteLine(SweepSchema.Generate().TrimEnd());
            return ExitCodes.Success;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep schema > sweep.schema.json"];
}
