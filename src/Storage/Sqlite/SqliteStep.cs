using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>A transaction on SQLite: every call is done when it returns, so that a body runs on one thread to its end.</summary>
internal sealed class SqliteStep(SqliteLink link, StoreSql sql, long now) : StoreTransaction(sql)
{
    public override ValueTask QueryAsync(CancellationToken cancellationToken, params Query[] queries)
    {
        foreach (var query in queries)
        {
            link.Answer(query, now);
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask RunAsync(string text, Arg[] args, CancellationToken cancellationToken)
    {
        link.Run(text, now, args);
        return ValueTask.CompletedTask;
    }
}
