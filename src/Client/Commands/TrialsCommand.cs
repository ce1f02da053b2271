using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Progress;
using DropoutSweep.Client.Watching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Commands;

/// <summary>Lists a sweep's trials.</summary>
internal sealed class TrialsCommand : Command, IExampleCommand
{
    private const int MostTrials = 10_000;
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly SweepArgument _sweep = new();
    private readonly Option<string?> _state = new("--state")
    {
        Description = "Only those in these states, separated by commas: pending, running, completed, failed, stoppedEarly, cancelled.",
        HelpName = "STATE",
    };

    private readonly Option<string?> _sort = new("--sort")
    {
        Description = "number (unless given), objective (the best first), seconds or ended.",
        HelpName = "BY",
    };

    private readonly Option<bool> _descending = new("--descending") { Description = "The other way round: the last number, the worst, the longest or the latest first." };

    private readonly Option<int?> _offset = new("--offset")
    {
        Description = "Pass over so many first.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--offset", 0, int.MaxValue),
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = "At most so many; 50 unless given.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--limit", 1, MostTrials),
    };

    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV instead of a table." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of a table." };

    public TrialsCommand(ClientHost host)
        : base("trials", "List a sweep's trials.")
    {
        _host = host;
        Choices.AddLists<TrialState>(_state);
        Choices.AddNames<TrialOrder>(_sort);
        Add(_sweep);
        Add(_state);
        Add(_sort);
        Add(_descending);
        Add(_offset);
        Add(_limit);
        Add(_csv);
        Add(_json);
        _cluster = new ClusterArguments(this, host);
        Validators.Add(result =>
        {
            if (result.GetValue(_csv) && result.GetValue(_json))
            {
                result.AddError("--csv and --json exclude each other.");
            }
        });
        SetAction(ListAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep trials quickstart --sort objective --limit 5",
        "dropoutsweep trials quickstart --offset 1000 --limit 1000 --json",
        "dropoutsweep trials quickstart --state failed --csv > failed.csv",
    ];

    private async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, parsed.GetRequiredValue(_sweep), cancellationToken).ConfigureAwait(false);
        var query = new QueryText()
            .Add("state", parsed.GetValue(_state))
            .Add("sort", parsed.GetValue(_sort))
            .Add("order", parsed.GetValue(_descending) ? "desc" : null)
            .Add("offset", parsed.GetValue(_offset))
            .Add("limit", parsed.GetValue(_limit) ?? 50);
        if (parsed.GetValue(_csv))
        {
            _host.Out.Write(await client.TrialsCsvAsync(sweep.Id, query, cancellationToken).ConfigureAwait(false));
            return ExitCodes.Success;
        }

        var page = await client.TrialsAsync(sweep.Id, query, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(page, ApiJson.Default.TrialListView));
            return ExitCodes.Success;
        }

        if (page.Trials.Count == 0)
        {
            _host.Error.WriteLine(page.Total == 0 ? "There are no such trials." : $"There are {page.Total}; --offset passes over all of them.");
            return ExitCodes.Success;
        }

        Write(_host.Out, await ClusterSweep.SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false), page.Trials);
        if (page.Total > page.Trials.Count)
        {
            _host.Error.WriteLine($"These are {page.Trials.Count} of {page.Total}; --limit shows more, --offset others.");
        }

        return ExitCodes.Success;
    }

    /// <summary>Writes the table.</summary>
    internal static void Write(TextWriter writer, SweepSpec spec, IEnumerable<TrialView> trials)
    {
        var names = new ParameterText(spec.Axes);
        var table = new TextTable([">TRIAL", .. spec.Axes.Select(names.Name), ">SEED", "STATE", ">EPOCHS", ">SECONDS", "RESULT"]);
        foreach (var trial in trials)
        {
            table.Add(
            [
                trial.Number.ToString(),
                .. trial.Parameters.Values,
                trial.Seed.ToString(),
                trial.State == TrialState.StoppedEarly ? "stopped early" : trial.State.ToString().ToLowerInvariant(),
                trial.Epochs.ToString(),
                trial.Seconds.ToString("0.0"),
                Result(trial),
            ]);
        }

        table.Write(writer);
    }

    private static string Result(TrialView trial) => trial.State switch
    {
        TrialState.Running => $"on {trial.Silo}, slot {trial.Slot}",
        TrialState.Pending or TrialState.Cancelled => "",
        _ => TrialText.Outcome(ClusterResults.Record(trial)),
    };
}
