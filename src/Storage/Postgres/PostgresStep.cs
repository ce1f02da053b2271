using System.Data.Common;
using DropoutSweep.Storage.Relational;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// A transaction on PostgreSQL, or, without a durability, reading outside of one. Statements whose answers nobody waits
/// for are sent together with the next query, the first ones together with the beginning and the last ones with the
/// commit, so that a transaction costs few journeys.
/// </summary>
internal sealed class PostgresStep(NpgsqlConnection connection, StoreSql sql, PostgresTexts texts, Durability? durability) : StoreTransaction(sql)
{
    private NpgsqlBatch? _batch;
    private bool _begun;

    public override async ValueTask<List<T>> QueryAsync<T>(
        string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params Arg[] args)
    {
        var rows = new List<T>();
        var reader = await SendAsync(cancellationToken, (text, args)).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        await FillAsync(rows, reader.Reader, read, cancellationToken).ConfigureAwait(false);
        await reader.EndAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    public override async ValueTask<(List<TFirst> First, List<TSecond> Second)> QueryAsync<TFirst, TSecond>(
        Query<TFirst> first, Query<TSecond> second, CancellationToken cancellationToken)
    {
        var (firsts, seconds) = (new List<TFirst>(), new List<TSecond>());
        var reader = await SendAsync(cancellationToken, (first.Text, first.Args), (second.Text, second.Args)).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        await FillAsync(firsts, reader.Reader, first.Read, cancellationToken).ConfigureAwait(false);
        await reader.Reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await FillAsync(seconds, reader.Reader, second.Read, cancellationToken).ConfigureAwait(false);
        await reader.EndAsync(cancellationToken).ConfigureAwait(false);
        return (firsts, seconds);
    }

    protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken)
    {
        Add(text, args);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends what has been held back, and commits. Not to be cancelled: its caller shall know what came of it.</summary>
    public async ValueTask CommitAsync()
    {
        if (durability is not null && (_begun || _batch is not null))
        {
            Add(PostgresSql.Commit, []);
        }

        if (_batch is { } batch)
        {
            _batch = null;
            await using var _ = batch.ConfigureAwait(false);
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async ValueTask FillAsync<T>(List<T> rows, NpgsqlDataReader reader, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }
    }

    /// <summary>Sends what has been held back and then queries; the reader stands at the first query's rows.</summary>
    private async ValueTask<PostgresAnswer> SendAsync(CancellationToken cancellationToken, params (string Text, Arg[] Args)[] queries)
    {
        foreach (var (text, args) in queries)
        {
            Add(text, args);
        }

        var batch = _batch!;
        _batch = null;
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);

        // Statements without rows have no result of their own; one that selects for its effect (a lock) has.
        for (var skipped = CountResults(batch, batch.BatchCommands.Count - queries.Length); skipped > 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        return new PostgresAnswer(batch, reader);
    }

    private static int CountResults(NpgsqlBatch batch, int before)
    {
        var results = 0;
        for (var i = 0; i < before; i++)
        {
            results += batch.BatchCommands[i].CommandText.StartsWith("SELECT", StringComparison.Ordinal) ? 1 : 0;
        }

        return results;
    }

    private void Add(string text, Arg[] args)
    {
        _batch ??= new NpgsqlBatch(connection);
        if (!_begun && durability is { } asked)
        {
            _begun = true;
            _batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.Begin));
            if (asked == Durability.Process)
            {
                _batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.CommitLater));
            }
        }

#pragma warning disable CA2100 // Every text is one of StoreSql's or PostgresSql's; values are parameters.
        var command = new NpgsqlBatchCommand(texts.Placed(text, args));
#pragma warning restore CA2100
        foreach (var arg in args)
        {
            command.Parameters.Add(new NpgsqlParameter { DbType = arg.Type, Value = arg.Value ?? DBNull.Value });
        }

        _batch.BatchCommands.Add(command);
    }
}
