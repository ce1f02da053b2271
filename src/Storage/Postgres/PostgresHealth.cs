using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// Whether the server is away: found out from the calls that fail, and, as a server that stands still fails none for a long
/// time, by asking it for next to nothing when a call has waited for some seconds. Told once for all calls together.
/// </summary>
internal sealed class PostgresHealth(NpgsqlDataSource source, string address, TimeProvider time, ILogger logger)
{
    /// <summary>A call that waits longer has the server asked whether it works; it may have much to do.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromSeconds(3);

    /// <summary>How long the answer to that may take.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private readonly Outage _outage = new(time);
    private int _asking;

    /// <summary>For how long the server has answered nobody; null while it does.</summary>
    public TimeSpan? AwayFor => _outage.AwayFor;

    /// <summary>Watches over a call.</summary>
    /// <returns>To be disposed of when the call has ended.</returns>
    public IAsyncDisposable Watch() => time.CreateTimer(_ => _ = AskAsync(), state: null, Suspicious, Suspicious);

    /// <summary>
    /// A call has failed. Not said when two transactions met, and not after one try: a connection of the pool may be older
    /// than the server.
    /// </summary>
    public void Failed(Exception error, PostgresTries tries)
    {
        if (tries.Count > 1 && PostgresErrors.IsAway(error))
        {
            Tell(PostgresErrors.Text(error), waited: TimeSpan.Zero);
        }
    }

    /// <summary>A call has been answered.</summary>
    public void Answered()
    {
        if (_outage.Answered() is { } away)
        {
            StorageLog.Back(logger, address, away.TotalSeconds);
        }
    }

    private async Task AskAsync()
    {
        if (Interlocked.Exchange(ref _asking, 1) == 1)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(Within, time);
            await PromptCancellation.RunAsync(SelectAsync, time, limit.Token).ConfigureAwait(false);
            Answered();
        }
        catch (OperationCanceledException)
        {
            Tell($"no answer within {Within.TotalSeconds:0} s", Suspicious + Within);
        }
#pragma warning disable CA1031 // Nobody awaits this task. The calls it is about fail by themselves, and say why.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Such as a server that has gone by now.
        }
        finally
        {
            Interlocked.Exchange(ref _asking, 0);
        }
    }

    private async ValueTask<int> SelectAsync(CancellationToken cancellationToken)
    {
        var command = source.CreateCommand(PostgresSql.Ask);
        await using var _ = command.ConfigureAwait(false);
        return (int)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private void Tell(string reason, TimeSpan waited) => _outage.Failed(
        () => StorageLog.Away(logger, address, reason),
        away => StorageLog.StillAway(logger, address, away.TotalSeconds, reason),
        waited);
}
