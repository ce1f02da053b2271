using System.CommandLine;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Commands;

/// <summary>Frees what a cluster's store no longer needs.</summary>
internal sealed class PruneCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Only of sweeps that ended so long ago, such as 30d, 12h or 45m; all ended ones unless given.",
        HelpName = "AGE",
        CustomParser = result => Age.Parse(result, "--older-than"),
    };

    private readonly Option<bool> _delete = new("--delete-sweeps") { Description = "Delete ended sweeps with all they have; unless given, only models beyond the best, checkpoints that nothing goes on from, and events." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be freed, and free nothing." };

    public PruneCommand(ClientHost host)
        : base("prune", "Free what ended sweeps no longer need.")
    {
        _host = host;
        Add(_olderThan);
        Add(_delete);
        Add(_dryRun);
        _cluster = new ClusterArguments(this, host);
        SetAction(PruneAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep prune --dry-run",
        "dropoutsweep prune --older-than 30d --delete-sweeps",
    ];

    private async Task<int> PruneAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect(parsed);
        var dryRun = parsed.GetValue(_dryRun);
        var body = new PruneBody
        {
            OlderThanSeconds = parsed.GetValue(_olderThan)?.TotalSeconds ?? 0,
            DeleteSweeps = parsed.GetValue(_delete),
            DryRun = dryRun,
        };
        Write(_host.Out, await client.PruneAsync(body, cancellationToken).ConfigureAwait(false), dryRun);
        return ExitCodes.Success;
    }

    /// <summary>Writes what was freed.</summary>
    internal static void Write(TextWriter writer, PruneOutcome outcome, bool dryRun) =>
        writer.WriteLine($"{(dryRun ? "Would free" : "Freed")}: {outcome.Sweeps} sweep(s), {outcome.Models} model(s), {outcome.Checkpoints} checkpoint(s), {outcome.Events} event(s); {NumberText.Bytes(outcome.Bytes)} of models and checkpoints.");
}
