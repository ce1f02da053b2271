using System.Collections.Concurrent;
using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>A store in one SQLite file, which any number of processes of one machine share.</summary>
internal sealed class SqliteGate : IStoreGate
{
    private const string Kind = "sqlite";

    private readonly ConcurrentBag<SqliteLink> _readers = [];
    private readonly SqlitePlace _place;
    private readonly ChangeSignal _changes;
    private readonly StoreSql _sql = new(SqliteSql.Dialect);
    private SqliteWriter? _writer;
    private bool _disposed;

    public SqliteGate(string path, TimeProvider time, StoreOptions options)
    {
        _place = new SqlitePlace(Path.GetFullPath(path), time, options);
        _changes = new ChangeSignal(time);
        Description = new StoreDescription(Kind, _place.Path, string.Empty);
    }

    public StoreDescription Description { get; private set; }

    private SqliteWriter Writer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ISweepStore));
            return _writer ?? throw new InvalidOperationException("The store is not open.");
        }
    }

    /// <summary>A file is there, or it fails at once.</summary>
    public TimeSpan? AwayFor => null;

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_writer is not null)
        {
            return;
        }

        var engine = SqliteLibrary.Description;
        var opening = new SqliteOpening(_place, _sql, _changes);
        _writer = await Task.Run(opening.Open, cancellationToken).ConfigureAwait(false);
        Description = Description with { Engine = engine, IsNew = opening.IsNew };
        StorageLog.Opened(_place.Options.Logger, _place.Path, engine);
    }

    public async ValueTask<T> WriteAsync<T>(
        string name, Durability durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new WriteJob<T>(name, durability, body, cancellationToken);
        Writer.Add(job);
        try
        {
            return await job.Outcome.WaitAsync(_place.Options.Patience, _place.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException error) when (!job.Outcome.IsCompleted)
        {
            if (job.TryAbandon())
            {
                throw new StoreException(
                    $"The store '{_place.Path}' could not be written for {_place.Options.Patience.TotalSeconds:0} s: another process has its turn and does not end. Look for one that is stopped or hangs.",
                    error);
            }
        }
        catch (OperationCanceledException) when (!job.Outcome.IsCompleted)
        {
            if (job.TryAbandon())
            {
                throw;
            }
        }

        // It has begun: it takes no time, and its caller shall know what came of it.
        return await job.Outcome.ConfigureAwait(false);
    }

    public async ValueTask<T> ReadAsync<T>(
        string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        _ = Writer;
        var began = _place.Time.GetTimestamp();
        for (var delay = 1; ; delay = Math.Min(delay * 2, 100))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await ReadOnceAsync(body, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException error)
            {
                if (!SqliteErrors.IsBusy(error) || _place.Time.GetElapsedTime(began) >= _place.Options.Patience)
                {
                    throw _place.Fail(name, error);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(delay), _place.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        await Task.Run(Compact, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        _changes.WaitAsync(seen, timeout, Writer.Wake, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_writer is { } writer)
        {
            await Task.Run(writer.Dispose).ConfigureAwait(false);
        }

        while (_readers.TryTake(out var link))
        {
            link.Dispose();
        }
    }

    private async ValueTask<T> ReadOnceAsync<T>(Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        if (!_readers.TryTake(out var link))
        {
            link = SqliteOpening.Connect(_place);
        }

        try
        {
            link.Run(SqliteSql.Begin);
            var value = await body(new SqliteStep(link, _sql, _place.Now), cancellationToken).ConfigureAwait(false);
            link.Run(SqliteSql.Commit);
            _readers.Add(link);
            return value;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private void Compact()
    {
        using var link = SqliteOpening.Connect(_place);
        try
        {
            link.RunScript(SqliteSql.GiveBackPages);
            link.RunScript(SqliteSql.ShortenLog);
        }
        catch (SqliteException error) when (SqliteErrors.IsBusy(error))
        {
            // Somebody writes or reads: the pages are free within the file, and the next time gives them back.
            StorageLog.Retrying(_place.Options.Logger, "compact", _place.Path, seconds: 0, 1, error.Message);
        }
    }
}
