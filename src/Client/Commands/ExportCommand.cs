using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Watching;

namespace DropoutSweep.Client.Commands;

/// <summary>Writes the files of a cluster's sweep, as <c>run</c> writes them.</summary>
internal sealed class ExportCommand : Command, IExampleCommand
{
    private static readonly string[] Written = [RunFiles.Specification, RunFiles.Trials, RunFiles.Epochs, RunFiles.Summary, RunFiles.BestModel, RunFiles.BestOnnx, RunFiles.BestReport];
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly SweepArgument _sweep = new();
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder to write to; made when it does not exist. Files of an earlier export are replaced.", HelpName = "DIR" };

    public ExportCommand(ClientHost host)
        : base("export", "Write a sweep's results into a folder: the same files that 'run' writes.")
    {
        _host = host;
        Add(_sweep);
        Add(_folder);
        _cluster = new ClusterArguments(this, host);
        SetAction(ExportAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep export quickstart runs/quickstart"];

    private async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetRequiredValue(_folder);
        Check(folder);
        using var client = _cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, parsed.GetRequiredValue(_sweep), cancellationToken).ConfigureAwait(false);
        if (sweep.Dataset is not { } dataset)
        {
            throw new InputException($"The sweep '{sweep.Id}' has no results yet: no trial of it has begun. To watch it: dropoutsweep watch {sweep.Id}{_cluster.Again(parsed)}");
        }

        var spec = await ClusterSweep.SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var files = new RunFileWriter(folder, spec, ClusterSweep.Dataset(dataset), new ClusterResults(client, sweep.Id));
        files.WriteSpecification();
        await files.WriteAsync(cancellationToken).ConfigureAwait(false);
        _host.Error.WriteLine($"Wrote {sweep.Trials.Ended} of {sweep.Planned} trials of {sweep.Id} to {folder}{(sweep.IsEnded() ? "" : "; the sweep has not ended: export again later")}.");
        foreach (var file in Written.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            _host.Out.WriteLine(file);
        }

        return ExitCodes.Success;
    }

    /// <summary>Whether a folder can take the files: a run that is going on there would be mixed up with them.</summary>
    private static void Check(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new InputException("DIR is a folder, not an empty text.");
        }

        if (File.Exists(folder))
        {
            throw new InputException($"'{folder}' is a file; choose a folder.");
        }

        if (Directory.Exists(Path.Combine(folder, RunFiles.State)))
        {
            throw new InputException($"'{folder}' holds a run of its own; choose another folder.");
        }

        if (Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Any(name => !Written.Contains(name, StringComparer.Ordinal)))
        {
            throw new InputException($"'{folder}' holds other files; choose a new or an empty folder.");
        }
    }
}
