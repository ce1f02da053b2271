using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>A transaction under way, in which SQL texts are run.</summary>
internal abstract class StoreTransaction(StoreSql sql)
{
    private bool _wrote;

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
    public bool Wrote => _wrote && !IsAbandoned;

    /// <summary>Whether nothing shall come of it.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>
    /// Runs a text that writes and answers with nothing: at once, or together with what follows, but before the next
    /// query and before the end of the transaction.
    /// </summary>
    public ValueTask ExecuteAsync(string text, CancellationToken cancellationToken, params Arg[] args)
    {
        _wrote = true;
        return RunAsync(text, args, cancellationToken);
    }

    /// <summary>
    /// Runs texts that write, each to rows that no other of them touches, so that their order does not matter: on a server
    /// as one statement.
    /// </summary>
    public ValueTask ExecuteTogetherAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        _wrote = true;
        return RunTogetherAsync(statements, cancellationToken);
    }

    /// <summary>Nothing that this transaction has written is kept; its body still returns.</summary>
    public void Abandon() => IsAbandoned = true;

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

    /// <summary>Runs texts that answer with nothing and do not touch one another.</summary>
    protected virtual async ValueTask RunTogetherAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await RunAsync(statement.Text, statement.Args, cancellationToken).ConfigureAwait(false);
        }
    }
}
