using System.Data.Common;
using DropoutSweep.Storage.Relational;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// A transaction on PostgreSQL. Statements whose answers nobody waits for are sent together with the next query, so that
/// a transaction costs few journeys.
/// </summary>
internal sealed class PostgresStep(NpgsqlConnection connection, StoreSql sql) : StoreTransaction(sql)
{
    private NpgsqlBatch? _batch;

    public override async ValueTask<List<T>> QueryAsync<T>(
        string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params Arg[] args)
    {
        Add(text, args);
        var batch = _batch!;
        var last = batch.BatchCommands.Count - 1;
        _batch = null;
        await using var _ = batch.ConfigureAwait(false);
        var rows = new List<T>();
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);

        // Statements without rows have no result of their own; one that selects for its effect (a lock) has.
        for (var skipped = CountResults(batch, last); skipped > 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            // An error of a later statement shows here.
        }

        return rows;
    }

    protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken)
    {
        Add(text, args);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends what has been held back.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch is { } batch)
        {
            _batch = null;
            await using var _ = batch.ConfigureAwait(false);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
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

    private void Add(string text, Arg[] args)
    {
        _batch ??= new NpgsqlBatch(connection);
#pragma warning disable CA2100 // Every text is one of StoreSql's or PostgresSql's; values are parameters.
        var command = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        foreach (var arg in args)
        {
            command.Parameters.Add(new NpgsqlParameter { ParameterName = arg.Name, DbType = arg.Type, Value = arg.Value ?? DBNull.Value });
        }

        _batch.BatchCommands.Add(command);
    }
}
