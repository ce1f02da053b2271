using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Watching;

namespace DropoutSweep.Client.Commands;

/// <summary>Writes the files of a cluster's sweep, as <c>run</c> writes them, or one trial's model.</summary>
internal sealed class ExportCommand : Command, IExampleCommand
{
    private static readonly string[] Written = [RunFiles.Specification, RunFiles.Trials, RunFiles.Epochs, RunFiles.Summary, RunFiles.BestModel, RunFiles.BestOnnx, RunFiles.BestReport];
    private readonly ClientHost _host;
    private readonly SweepSourceArguments _source;
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder to write to; made when it does not exist. Files of an earlier export are replaced.", HelpName = "DIR" };
    private readonly Option<int?> _trial = new("--trial")
    {
        Description = "Write this trial's model and nothing else: trial-N.safetensors and trial-N.onnx. The models of the best execution.keep_models trials are kept.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--trial", 0, int.MaxValue),
    };

    public ExportCommand(ClientHost host)
        : base("export", "Write a cluster's sweep into a folder, the same files that 'run' writes but for the report, which 'report' makes; or one trial's model, of a run's folder as well.")
    {
        _host = host;
        _source = new SweepSourceArguments(this, host);
        Add(_folder);
        Add(_trial);
        SetAction(ExportAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep export quickstart runs/quickstart",
        "dropoutsweep export runs/quickstart-1a2b3c4d models --trial 9",
    ];

    private async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetRequiredValue(_folder);
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new InputException("DIR is a folder, not an empty text.");
        }

        if (File.Exists(folder))
        {
            throw new InputException($"'{folder}' is a file; choose a folder.");
        }

        return parsed.GetValue(_trial) is { } trial
            ? await ExportModelAsync(parsed, folder, trial, cancellationToken).ConfigureAwait(false)
            : await ExportSweepAsync(parsed, folder, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> ExportModelAsync(ParseResult parsed, string folder, int trial, CancellationToken cancellationToken)
    {
        var source = await _source.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        foreach (var file in await ModelFiles.WriteAsync(folder, source.Spec, source.Results, trial, cancellationToken).ConfigureAwait(false))
        {
            _host.Out.WriteLine(file);
        }

        return ExitCodes.Success;
    }

    private async Task<int> ExportSweepAsync(ParseResult parsed, string folder, CancellationToken cancellationToken)
    {
        var text = _source.Text(parsed);
        if (RunFolder.ReadIdentity(text) is not null)
        {
            throw new InputException($"'{text}' is a run's folder and holds these files already; --trial N writes one trial's model.");
        }

        Check(folder);
        using var client = _source.Cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, text, cancellationToken).ConfigureAwait(false);
        if (sweep.Dataset is not { } dataset)
        {
            throw new InputException($"The sweep '{sweep.Id}' has no results yet: no trial of it has begun. To watch it: dropoutsweep watch {sweep.Id}{_source.Cluster.Again(parsed)}");
        }

        var spec = await ClusterSweep.SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false);
        OutputFolder.Make(folder);
        var files = new RunFileWriter(folder, spec, ClusterSweep.Dataset(dataset), new ClusterResults(client, sweep.Id));
        files.WriteSpecification();
        await files.WriteAsync(cancellationToken).ConfigureAwait(false);
        _host.Error.WriteLine($"Wrote {sweep.Trials.Ended} of {sweep.Planned} trials of {sweep.Id} to {folder}{(sweep.Trials.Completed == 0 ? ", none of them completed" : "")}{(sweep.IsEnded() ? "" : "; the sweep has not ended: export again later")}.");
        foreach (var file in Written.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            _host.Out.WriteLine(file);
        }

        return ExitCodes.Success;
    }

    /// <summary>Whether a folder can take the files: a run that is going on there would be mixed up with them.</summary>
    private static void Check(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, RunFiles.State)))
        {
            throw new InputException($"'{folder}' holds a run of its own; choose another folder.");
        }

        // An export that was killed leaves a file behind that was not whole; this one writes over it.
        if (Directory.Exists(folder)
            && Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Any(name => !Written.Contains(name, StringComparer.Ordinal) && !Written.Any(file => string.Equals(name, file + RunFiles.TemporarySuffix, StringComparison.Ordinal)) && !ModelFiles.IsOne(name!)))
        {
            throw new InputException($"'{folder}' holds other files; choose a new or an empty folder.");
        }
    }
}
