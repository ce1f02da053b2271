using System.CommandLine;
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
        try
        {
            using var stream = new FileStream(file, parsed.GetValue(_force) ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(SweepTemplate.Text);
        }
        catch (IOException) when (File.Exists(file) && !parsed.GetValue(_force))
        {
            throw new InputException($"'{file}' exists already; --force overwrites it.");
        }
        catch (DirectoryNotFoundException)
        {
            throw new InputException($"'{file}' cannot be written: the folder '{Path.GetDirectoryName(file)}' does not exist.");
        }

        _host.Error.WriteLine($"Wrote {file}. Change what you like, then: dropoutsweep run {file}");
        return ExitCodes.Success;
    }
}
