using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Watching;
using DropoutSweep.Sweeps.Coordination;

namespace DropoutSweep.Client.Commands;

/// <summary>Asks something of a cluster's sweep: pause, resume, drain, cancel or retry.</summary>
internal sealed class VerbCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly SweepVerb _verb;
    private readonly SweepArgument _sweep = new();

    public VerbCommand(ClientHost host, SweepVerb verb, string description)
        : base(verb.ToString().ToLowerInvariant(), description)
    {
        _host = host;
        _verb = verb;
        Examples = [$"dropoutsweep {Name} quickstart"];
        Add(_sweep);
        _cluster = new ClusterArguments(this, host);
        SetAction(ApplyAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; }

    private async Task<int> ApplyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var sweep = await SweepFinder.FindAsync(client, parsed.GetRequiredValue(_sweep), cancellationToken).ConfigureAwait(false);
        var after = await client.ApplyAsync(sweep.Id, _verb, cancellationToken).ConfigureAwait(false);
        _host.Out.WriteLine($"{after.Id}: {SweepText.State(after)}");
        return ExitCodes.Success;
    }
}
