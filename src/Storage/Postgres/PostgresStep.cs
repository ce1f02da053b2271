using DropoutSweep.Storage.Relational;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// A transaction on PostgreSQL, or, without a durability, reading outside of one. Statements whose answers nobody waits
/// for are sent together with the next query, the first ones together with the beginning and the last ones with the
/// commit, so that a transaction costs few journeys. The commit does not wait for the disk; a second one, of nothing, does,
/// when the locks are free for others.
/// </summary>
internal sealed class PostgresStep(NpgsqlConnection connection, StoreSql sql, PostgresTexts texts, Durability? durability) : StoreTransaction(sql)
{
    /// <summary>Each number of them is another text that the server has to learn: there shall be few.</summary>
    private const int MostTogether = 12;

    private NpgsqlBatch? _batch;
    private bool _begun;

    public override async ValueTask QueryAsync(CancellationToken cancellationToken, params Query[] queries)
    {
        foreach (var query in queries)
        {
            Add(query.Text, query.Args);
        }

        var batch = _batch!;
        _batch = null;
        await using var _ = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);

        // Statements without rows have no result of their own; one that selects for its effect (a lock) has.
        for (var skipped = CountResults(batch, batch.BatchCommands.Count - queries.Length); skipped > 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var query in queries)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                query.Add(reader);
            }

            // After the last one, an error of a later statement shows here.
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken)
    {
        Add(text, args);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask RunTogetherAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        foreach (var some in statements.Chunk(MostTogether))
        {
            Add(texts.Together(some), some.SelectMany(static statement => statement.Args));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Sends what has been held back, and ends the transaction. Not to be cancelled: its caller shall know what came of it.</summary>
    public async ValueTask CommitAsync()
    {
        if (_begun)
        {
            Add(IsAbandoned ? PostgresSql.Rollback : PostgresSql.Commit, []);
            if (durability == Durability.PowerCut || (durability == Durability.Silos && (Wrote || MayRepeat)))
            {
                // Survives a power cut also what was only seen, and not written: it may be as new.
                Add(PostgresSql.Flush, []);
            }
        }

        if (_batch is { } batch)
        {
            _batch = null;
            await using var _ = batch.ConfigureAwait(false);
            await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
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

    private void Add(string text, Arg[] args) => Add(texts.Placed(text, args), args.AsEnumerable());

    private void Add(string placed, IEnumerable<Arg> args)
    {
        _batch ??= new NpgsqlBatch(connection);
        if (!_begun && durability is not null)
        {
            _begun = true;
            _batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.Begin));
            _batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.CommitLater));
        }

#pragma warning disable CA2100 // Every text is one of StoreSql's or PostgresSql's; values are parameters.
        var command = new NpgsqlBatchCommand(placed);
#pragma warning restore CA2100
        foreach (var arg in args)
        {
            command.Parameters.Add(new NpgsqlParameter { DbType = arg.Type, Value = arg.Value ?? DBNull.Value });
        }

        _batch.BatchCommands.Add(command);
    }
}
