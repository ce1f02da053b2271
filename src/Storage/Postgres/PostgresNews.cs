using DropoutSweep.Storage.Relational;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// Tells other processes of changes, and hears of theirs. Telling happens after the commit and at most every few
/// milliseconds: within transactions it would make their commits wait for one another.
/// </summary>
internal sealed class PostgresNews(NpgsqlDataSource source, ChangeSignal changes, TimeProvider time, ILogger logger, string address) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;
    private int _pending;

    public void Start() => _work = Task.WhenAll(HearAsync(_end.Token), TellAsync(_end.Token));

    public void Tell()
    {
        if (Interlocked.Exchange(ref _pending, 1) == 0)
        {
            _changed.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        try
        {
            await _work.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _end.Dispose();
        _changed.Dispose();
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _pending, 0);
            try
            {
                await PromptCancellation.RunAsync(NotifyAsync, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error))
            {
                StorageLog.NotifyFailed(logger, address, PostgresErrors.Text(error));
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> NotifyAsync(CancellationToken cancellationToken)
    {
        var command = source.CreateCommand(PostgresSql.Notify);
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await PromptCancellation.RunAsync<int>(ListenAsync, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error) && !cancellationToken.IsCancellationRequested)
            {
                StorageLog.ListenerLost(logger, address, PostgresErrors.Text(error));
                changes.Raise();
            }

            await Task.Delay(Reconnect, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Listens until the connection is lost.</summary>
    private async ValueTask<int> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        connection.Notification += (_, _) => changes.Raise();
        var command = new NpgsqlCommand(PostgresSql.Listen, connection);
        await using var __ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        StorageLog.Listening(logger, address);

        // What happened while nobody listened is not known.
        changes.Raise();
        while (true)
        {
            await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
