using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>A transaction under way, in which SQL texts are run.</summary>
internal abstract class StoreTransaction(StoreSql sql)
{
    /// <summary>The texts in the database's dialect.</summary>
    public StoreSql Sql { get; } = sql;

    /// <summary>Whether an earlier try of this transaction may have been committed, its answer having been lost.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Runs a text that answers with rows.</summary>
    public async ValueTask<List<T>> QueryAsync<T>(string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params Arg[] args)
    {
        var query = new RowQuery<T>(text, read, args);
        await QueryAsync(cancellationToken, query).ConfigureAwait(false);
        return query.Rows;
    }

    /// <summary>
    /// Runs queries one after the other; on a server in one journey. Each sees what those before it have locked.
    /// </summary>
    public abstract ValueTask QueryAsync(CancellationToken cancellationToken, params Query[] queries);

    /// <summary>Whether anything was written, so that others shall hear of it.</summary>
    public bool Wrote { get; private set; }

    /// <summary>
    /// Runs a text that writes and answers with nothing: at once, or together with what follows, but before the next
    /// query and before the end of the transaction.
    /// </summary>
    public ValueTask ExecuteAsync(string text, CancellationToken cancellationToken, params Arg[] args)
    {
        Wrote = true;
        return RunAsync(text, args, cancellationToken);
    }

    /// <summary>Takes a lock; likewise.</summary>
    public ValueTask LockAsync(string text, CancellationToken cancellationToken, params Arg[] args) => RunAsync(text, args, cancellationToken);

    /// <summary>Runs a text that answers with rows of which the first is wanted; the default when there is none.</summary>
    public async ValueTask<T?> FirstAsync<T>(string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params Arg[] args)
    {
        var rows = await QueryAsync(text, read, cancellationToken, args).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>Runs a text that answers with nothing.</summary>
    protected abstract ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken);
}
