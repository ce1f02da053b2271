using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Watching;

namespace DropoutSweep.Client.Commands;

/// <summary>Watches a cluster's sweep.</summary>
internal sealed class WatchCommand : Command, IExampleCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly SweepArgument _sweep = new();

    public WatchCommand(ClientHost host)
        : base("watch", "Watch a sweep to its end and print its results; Ctrl-C ends the watching only.")
    {
        _host = host;
        Add(_sweep);
        _cluster = new ClusterArguments(this, host);
        SetAction(WatchAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep watch quickstart",
        "dropoutsweep watch quickstart --cluster http://127.0.0.1:5380,http://127.0.0.1:5381",
    ];

    private async Task<int> WatchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, parsed.GetRequiredValue(_sweep), cancellationToken).ConfigureAwait(false);
        using var patient = _cluster.Connect(parsed, Patience);
        return await ClusterSweep.WatchAsync(_host, patient, sweep, _cluster.Again(parsed), cancellationToken).ConfigureAwait(false);
    }
}
