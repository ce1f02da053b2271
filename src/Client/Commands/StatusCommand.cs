using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Watching;
using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Commands;

/// <summary>Says where a cluster's sweep stands.</summary>
internal sealed class StatusCommand : Command, IExampleCommand
{
    private const int LabelWidth = 9;
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly SweepArgument _sweep = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of lines." };

    public StatusCommand(ClientHost host)
        : base("status", "Say where a sweep stands.")
    {
        _host = host;
        Add(_sweep);
        Add(_json);
        _cluster = new ClusterArguments(this, host);
        SetAction(ShowAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep status quickstart"];

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, parsed.GetRequiredValue(_sweep), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(sweep, ApiJson.Default.SweepView));
            return ExitCodes.Success;
        }

        var spec = await ClusterSweep.SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false);
        Write(_host.Out, await SweepMoment.AskAsync(client, sweep.Id, spec, known: null, cancellationToken).ConfigureAwait(false));
        return ExitCodes.Success;
    }

    /// <summary>Writes the lines.</summary>
    internal static void Write(TextWriter writer, SweepMoment at)
    {
        foreach (var (label, text) in SweepText.Details(at))
        {
            writer.WriteLine($"{label.PadRight(LabelWidth)} {text}");
        }
    }
}
