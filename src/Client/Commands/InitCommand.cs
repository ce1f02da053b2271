using System.CommandLine;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Commands;

/// <summary>Writes a commented specification to start from.</summary>
internal sealed class InitCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The file to write.",
        DefaultValueFactory = _ => "sweep.yaml",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Overwrite the file." };

    public InitCommand(ClientHost host)
        : base("init", "Write a commented specification to start from.")
    {
        _host = host;
        Add(_file);
        Add(_force);
        SetAction(Write);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep init sweep.yaml"];

    private int Write(ParseResult parsed)
    {
        var file = parsed.GetRequiredValue(_file);
        if (string.IsNullOrWhiteSpace(file))
        {
            throw new InputException("FILE is the file to write, not an empty text.");
        }

        if (File.Exists(file) && !parsed.GetValue(_force))
        {
            throw new InputException($"'{file}' exists already; --force overwrites it.");
        }

        AtomicFile.WriteText(file, writer => writer.Write(SweepTemplate.Text));

        _host.Error.WriteLine($"Wrote {file}. Change what you like, then: dropoutsweep run {file}");
        return ExitCodes.Success;
    }
}
