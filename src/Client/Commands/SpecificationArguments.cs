using System.CommandLine;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Commands;

/// <summary>The specification and its overrides, as every command takes them that reads one.</summary>
internal sealed class SpecificationArguments
{
    public SpecificationArguments(Command command)
    {
        command.Add(File);
        command.Add(Set);
    }

    private Argument<string> File { get; } = new("SPEC")
    {
        Description = "The specification, a YAML file.",
    };

    private Option<string[]> Set { get; } = new("--set")
    {
        Description = "Replace a value of the specification, such as training.epochs=5 or 'model.dropout={grid: [0, 0.5]}'; may be given several times.",
        HelpName = "path=value",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Reads and validates the specification.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Overrides that other options stand for.</param>
    public SweepSpec Read(ParseResult parsed, params ReadOnlySpan<string> more)
    {
        var file = parsed.GetRequiredValue(File);
        return SweepSpecReader.Read(SpecificationFile.Read(file), file, [.. parsed.GetValue(Set) ?? [], .. more]);
    }
}
