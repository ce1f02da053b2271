using System.Collections.Concurrent;
using DropoutSweep.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>
/// The one thread of the process that writes the file: transactions come to it in a queue and run one after the other
/// on one connection. Only this thread ever waits for a lock.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>How often the changes of other processes are looked for while somebody waits for them.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly BlockingCollection<IWriteJob?> _jobs = [];
    private readonly SqliteLink _link;
    private readonly Turnstile? _turnstile;
    private readonly StoreSql _sql;
    private readonly SqlitePlace _place;
    private readonly ChangeSignal _changes;
    private readonly Thread _thread;
    private long _looked;
    private long _dataVersion;
    private bool _synchronized = true;

    public SqliteWriter(SqliteLink link, Turnstile? turnstile, StoreSql sql, SqlitePlace place, ChangeSignal changes)
    {
        (_link, _turnstile, _sql, _place, _changes) = (link, turnstile, sql, place, changes);
        _dataVersion = link.Number(SqliteSql.DataVersion);
        _thread = new Thread(Work) { IsBackground = true, Name = "sqlite writer" };
        _thread.Start();
    }

    public void Add(IWriteJob job)
    {
        try
        {
            _jobs.Add(job);
        }
        catch (InvalidOperationException error)
        {
            throw new ObjectDisposedException("The store is closed.", error);
        }
    }

    /// <summary>Lets an idle writer see that somebody waits for changes.</summary>
    public void Wake() => _jobs.Add(null);

    /// <summary>Finishes what is queued, and ends.</summary>
    public void Dispose()
    {
        _jobs.CompleteAdding();
        _thread.Join();
        _jobs.Dispose();
        _link.Dispose();
        _turnstile?.Dispose();
    }

    private void Work()
    {
        while (!_jobs.IsCompleted)
        {
            if (_jobs.TryTake(out var job, _changes.IsAwaited ? Look : Timeout.InfiniteTimeSpan) && job is not null)
            {
                Do(job);
            }

            if (_changes.IsAwaited && _place.Time.GetElapsedTime(_looked) >= Look)
            {
                LookForChanges();
            }
        }
    }

    private void Do(IWriteJob job)
    {
        var wrote = false;
        try
        {
            _turnstile?.Enter();
            try
            {
                if (!job.TryBegin())
                {
                    return;
                }

                wrote = Repeat(job);
            }
            finally
            {
                _turnstile?.Leave();
            }

            job.Finish();
            if (wrote)
            {
                _changes.Raise();
            }
        }
        catch (SqliteException error)
        {
            job.Fail(_place.Fail(job.Name, error));
        }
#pragma warning disable CA1031 // Whatever it is belongs to the caller; the writer lives on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            job.Fail(error);
        }
    }

    /// <summary>Where there is no turnstile, and for other programs that hold the file, writing is tried again.</summary>
    private bool Repeat(IWriteJob job)
    {
        var began = _place.Time.GetTimestamp();
        for (var delay = 1; ; delay = Math.Min(delay * 2, 100))
        {
            try
            {
                return RunOnce(job);
            }
            catch (SqliteException error) when (SqliteErrors.IsBusy(error) && _place.Time.GetElapsedTime(began) < _place.Options.Patience)
            {
                Thread.Sleep(delay);
            }
        }
    }

    private bool RunOnce(IWriteJob job)
    {
        try
        {
            Synchronize(job.Durability == Durability.PowerCut);
            _link.Run(SqliteSql.BeginWrite);
            var step = new SqliteStep(_link, _sql, _place.Now);
            job.Run(step);
            _link.Run(step.IsAbandoned ? SqliteSql.Rollback : SqliteSql.Commit);
            return step.Wrote;
        }
        catch
        {
            if (_link.InTransaction)
            {
                _link.Run(SqliteSql.Rollback);
            }

            throw;
        }
    }

    /// <summary>
    /// A commit in full waits for the disk, and so for all that this and other processes have committed to the log before;
    /// a normal one does not. It can be changed between transactions only.
    /// </summary>
    private void Synchronize(bool fully)
    {
        if (fully != _synchronized)
        {
            // Not among the prepared commands: this one takes effect when it is prepared.
            _link.RunScript(fully ? SqliteSql.SynchronizeFully : SqliteSql.SynchronizeNormally);
            _synchronized = fully;
        }
    }

    /// <summary>This connection's own commits do not count: only those of others move the number.</summary>
    private void LookForChanges()
    {
        _looked = _place.Time.GetTimestamp();
        try
        {
            var version = _link.Number(SqliteSql.DataVersion);
            if (version != _dataVersion)
            {
                _dataVersion = version;
                _changes.Raise();
            }
        }
        catch (SqliteException error)
        {
            // Whoever waits looks for himself, and is told then.
            _place.Fail("look for changes", error);
            _changes.Raise();
        }
    }
}
