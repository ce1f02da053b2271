using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Watching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Commands;

/// <summary>Lists a cluster's sweeps.</summary>
internal sealed class ListCommand : Command, IExampleCommand
{
    private const int MostSweeps = 1_000;
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly Option<string?> _state = new("--state")
    {
        Description = "Only those in these states, separated by commas.",
        HelpName = "STATE",
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = "At most so many, the youngest; 50 unless given.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--limit", 1, MostSweeps),
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of a table." };

    public ListCommand(ClientHost host)
        : base("list", "List a cluster's sweeps, the youngest first.")
    {
        _host = host;
        Choices.AddLists<SweepState>(_state);
        Add(_state);
        Add(_limit);
        Add(_json);
        _cluster = new ClusterArguments(this, host);
        SetAction(ListAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep list", "dropoutsweep list --state running,queued --json"];

    private async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var page = await client.SweepsAsync(parsed.GetValue(_state), name: null, offset: 0, parsed.GetValue(_limit) ?? 50, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(page, ApiJson.Default.SweepListView));
        }
        else if (page.Sweeps.Count == 0)
        {
            _host.Error.WriteLine("There are no sweeps; 'dropoutsweep submit SPEC' adds one.");
        }
        else
        {
            Write(_host.Out, page.Sweeps, _host.Time);
        }

        return ExitCodes.Success;
    }

    /// <summary>Writes the table.</summary>
    internal static void Write(TextWriter writer, IEnumerable<SweepView> sweeps, TimeProvider time)
    {
        var table = new TextTable("SWEEP", "STATE", ">TRIALS", ">FAILED", ">PRIORITY", ">SUBMITTED");
        foreach (var sweep in sweeps)
        {
            table.Add(
                sweep.Id,
                SweepText.State(sweep.State),
                SweepText.Ended(sweep),
                sweep.Trials.Failed.ToString(),
                sweep.Priority.ToString(),
                $"{NumberText.Duration(time.GetUtcNow() - sweep.SubmittedAt)} ago");
        }

        table.Write(writer);
    }
}
