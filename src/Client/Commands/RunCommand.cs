using System.CommandLine;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Progress;
using DropoutSweep.Client.Reports;
using DropoutSweep.Client.Results;
using DropoutSweep.Client.Runs;
using DropoutSweep.Silo.Containers;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Threading;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Commands;

/// <summary>Trains a sweep in this process, or continues one.</summary>
internal sealed class RunCommand : Command, IExampleCommand
{
    private const double MostCheckpointSeconds = 86_400;
    private readonly ClientHost _host;
    private readonly SpecificationArguments _specification;
    private readonly Option<int?> _slots = new("--slots")
    {
        Description = "Trials to train at once; one per processor unless given.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--slots", 1, ExecutionOptions.MaxSlots),
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The run's folder; runs/<name>-<hash> unless given. A folder that holds this run continues it.",
        HelpName = "DIR",
    };

    private readonly Option<double?> _checkpoint = new("--checkpoint-every")
    {
        Description = "Seconds of training between two checkpoints of a trial, the most that a kill can cost; 10 unless given.",
        HelpName = "SECONDS",
        CustomParser = result => Seconds.Parse(result, "--checkpoint-every", MostCheckpointSeconds),
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the summary as JSON instead of a table.",
    };

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Write no report.html and no figures at the end.",
    };

    private readonly DataOption _data = new();

    public RunCommand(ClientHost host)
        : base("run", "Train every trial of a sweep; running it again continues where it was.")
    {
        _host = host;
        _specification = new SpecificationArguments(this);
        Add(_slots);
        Add(_out);
        Add(_data);
        Add(_json);
        Add(_checkpoint);
        Add(_noReport);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep run sweeps/quickstart.yaml",
        "dropoutsweep run sweeps/quickstart.yaml --set training.epochs=20 --set replicates=5 --out runs/long",
        "dropoutsweep run sweeps/quickstart.yaml --json > summary.json",
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var spec = _specification.Read(parsed);
        var path = parsed.GetValue(_out) ?? RunFolder.DefaultPath(spec);
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InputException("--out is a folder, not an empty text.");
        }

        var selection = await RunData.LoadAsync(_host, spec, path, parsed.GetValue(_data), cancellationToken).ConfigureAwait(false);
        var data = RunData.Split(spec, selection.Dataset);
        RunData.CheckSizes(spec, data);
        var trainer = LocalRun.Trainer(data.Dataset);
        if (!Directory.Exists(path))
        {
            // Beside what follows, which keeps one processor busy; of a run that is there already all may have been trained.
            SideThread.Start("warm-up", trainer.WarmUp);
        }

        var options = new ExecutionOptions
        {
            Slots = parsed.GetValue(_slots) ?? ContainerLimits.Slots(ExecutionOptions.MaxSlots),
        };
        if (parsed.GetValue(_checkpoint) is { } seconds)
        {
            options = options with { CheckpointInterval = TimeSpan.FromSeconds(seconds) };
        }

        var folder = await RunFolder.OpenAsync(path, spec, data.Dataset, _host.Time, cancellationToken).ConfigureAwait(false);
        await using var closing = folder.ConfigureAwait(false);
        var finished = await ExecuteAsync(spec, data, folder, trainer, options, cancellationToken).ConfigureAwait(false);
        var records = await folder.LoadAsync(CancellationToken.None).ConfigureAwait(false);
        var summary = SweepSummarizer.Summarize(spec, records);
        if (!finished)
        {
            _host.Error.WriteLine($"Stopped: {records.Count} of {spec.TrialCount} trials have ended and are kept in {path}; those under way have a checkpoint. The same command continues.");
            return ExitCodes.Interrupted;
        }

        if (!parsed.GetValue(_noReport))
        {
            await ReportRun.WriteAsync(_host, spec, data, folder, $"dropoutsweep {string.Join(' ', parsed.Tokens.Select(token => CommandText.Quote(token.Value)))}", cancellationToken).ConfigureAwait(false);
        }

        if (parsed.GetValue(_json))
        {
            _host.Out.Write(System.Text.Encoding.UTF8.GetString(SummaryJson.ToUtf8Bytes(await folder.SummarizeAsync(CancellationToken.None).ConfigureAwait(false))));
        }
        else
        {
            ResultReport.Write(_host, spec, data.Dataset, summary, records, path);
        }

        return summary.Failed > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>Trains what is left; whether nothing is left then.</summary>
    private async Task<bool> ExecuteAsync(SweepSpec spec, TrainingData data, RunFolder folder, ITrialTrainer trainer, ExecutionOptions options, CancellationToken cancellationToken)
    {
        var ended = await folder.LoadAsync(cancellationToken).ConfigureAwait(false);
        var sweep = await folder.FindAsync(cancellationToken).ConfigureAwait(false);
        var left = sweep.Planned - ended.Count;
        if (sweep.IsEnded)
        {
            _host.Error.WriteLine($"All of its trials ({sweep.Planned}) have ended already; nothing is left to train.");
            await folder.WriteFilesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }

        options = options with { Slots = Math.Clamp(left, 1, options.Slots) };
        var going = ended.Count > 0 ? $", {ended.Count} of them ended before" : "";
        _host.Error.WriteLine($"{spec.Name} on {data.Dataset.Name}: {NumberText.Of(sweep.Planned, "trial")}{going}, {options.Slots} at once, into {folder.Path}");

        var work = new TrialWork(spec, data.Dataset.Train.Features, data.Dataset.Classes);
        var progress = new SweepProgress(spec, work, options.Slots, ended, _host.Time);
        ISweepDisplay display = _host.ErrorIsTerminal
            ? new LiveDisplay(spec, progress, Consoles.Create(_host.Error, terminal: true, _host.Color, _host.Width, _host.Height), _host.Time)
            : new PlainDisplay(spec, progress, _host.Error, _host.Time);
        var run = new LocalRun(folder, options, data.Dataset, trainer, display, _host.Time);
        var finished = await display.ShowAsync(() => run.RunAsync(cancellationToken)).ConfigureAwait(false);
        await folder.WriteFilesAsync(CancellationToken.None).ConfigureAwait(false);
        return finished;
    }
}
