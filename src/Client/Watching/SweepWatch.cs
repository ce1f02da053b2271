using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Progress;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Watching;

/// <summary>Follows a cluster's sweep to its end: its events tell what happened, and between them it is asked where it stands.</summary>
internal sealed class SweepWatch(SiloClient client, SweepSpec spec, IWatchDisplay display)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private readonly TrialText _text = new(spec);
    private int _ended;

    /// <summary>Shows the sweep until it has ended.</summary>
    /// <param name="sweep">The sweep; what happened before it was asked for is not told.</param>
    /// <param name="cancellationToken">Ends the watching, not the sweep.</param>
    /// <returns>The sweep at its end; null when it was deleted meanwhile.</returns>
    public async Task<SweepView?> RunAsync(SweepView sweep, CancellationToken cancellationToken)
    {
        _ended = sweep.Trials.Ended;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await display.ShowAsync(async () =>
        {
            var refreshing = RefreshAsync(sweep.Id, over.Token);
            var following = FollowAsync(sweep, cancellationToken);
            await Task.WhenAny(refreshing, following).ConfigureAwait(false);
            if (refreshing.IsFaulted)
            {
                await over.CancelAsync().ConfigureAwait(false);
                await refreshing.ConfigureAwait(false);
            }

            await following.ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await refreshing.ConfigureAwait(false);
        }).ConfigureAwait(false);
        return await client.FindSweepAsync(sweep.Id, cancellationToken).ConfigureAwait(false);
    }

    private async Task FollowAsync(SweepView sweep, CancellationToken cancellationToken)
    {
        await foreach (var happened in client.EventsAsync(sweep.Id, sweep.Sequence, cancellationToken).ConfigureAwait(false))
        {
            switch (happened.Kind)
            {
                case SweepEventKinds.Ended when happened.Trial is { } number:
                    _ended++;
                    await TellEndAsync(sweep, number, cancellationToken).ConfigureAwait(false);
                    break;
                case SweepEventKinds.Sweep:
                    // A retry takes back what had ended. As of the event: those that follow it are still to be counted.
                    _ended = SweepText.EndedBy(happened) ?? _ended;
                    goto default;
                default:
                    if (SweepText.Of(happened) is { } line)
                    {
                        display.Line(line, happened.Kind is SweepEventKinds.Lost);
                    }

                    break;
            }
        }
    }

    private async Task TellEndAsync(SweepView sweep, int number, CancellationToken cancellationToken)
    {
        if (await client.FindTrialAsync(sweep.Id, number, cancellationToken).ConfigureAwait(false) is not { } trial)
        {
            return;
        }

        if (display.TellsEveryEnd || trial.Failure is not null)
        {
            var record = ClusterResults.Record(trial);
            display.Line($"{_ended}/{sweep.Planned} {_text.Name(record.Trial)}: {TrialText.End(record)}", trial.Failure is not null);
        }
    }

    private async Task RefreshAsync(string id, CancellationToken cancellationToken)
    {
        TrialView? best = null;
        try
        {
            while (true)
            {
                var at = await SweepMoment.AskAsync(client, id, spec, best, cancellationToken).ConfigureAwait(false);
                best = at.Best;
                display.Show(at);
                await Task.Delay(Refresh, client.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sweep has ended, or nobody watches any more.
        }
        catch (ClusterException error) when (error.Problem?.Status == 404)
        {
            // Deleted: the events end by themselves.
        }
    }
}
