using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>A batch with its answer under way.</summary>
internal readonly struct PostgresAnswer(NpgsqlBatch batch, NpgsqlDataReader reader) : IAsyncDisposable
{
    public NpgsqlDataReader Reader => reader;

    /// <summary>Reads to the end: an error of a later statement shows there.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            // Nobody asked for these rows.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync().ConfigureAwait(false);
        await batch.DisposeAsync().ConfigureAwait(false);
    }
}
