using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>A store in a PostgreSQL database, which any number of machines share.</summary>
internal sealed class PostgresGate : IStoreGate
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly StoreOptions _options;
    private readonly StoreSql _sql = new(PostgresSql.Dialect);
    private readonly PostgresTexts _texts = new();
    private readonly ChangeSignal _changes;
    private readonly PostgresNews _news;
    private readonly PostgresHealth _health;
    private bool _opened;

    public PostgresGate(string address, TimeProvider time, StoreOptions options)
    {
        var (connection, password) = PostgresAddress.Read(address);
        (_time, _options) = (time, options);
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        if (password is not null)
        {
            builder.UsePasswordProvider(_ => password.Read(), (_, cancellationToken) => password.ReadAsync(cancellationToken));
        }

        _source = builder.Build();
        Description = new StoreDescription("postgresql", PostgresAddress.Describe(connection), string.Empty);
        _changes = new ChangeSignal(time);
        _health = new PostgresHealth(_source, Description.Address, time, options.Logger);
        _news = new PostgresNews(_source, _changes, time, options.Logger, Description.Address);
    }

    public StoreDescription Description { get; private set; }

    public TimeSpan? AwayFor => _health.AwayFor;

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_opened)
        {
            return;
        }

        await RepeatAsync("open", _options.OpenPatience, MigrateAsync, cancellationToken).ConfigureAwait(false);
        _opened = true;
        _news.Start();
        StorageLog.Opened(_options.Logger, Description.Address, Description.Engine);
    }

    public async ValueTask<T> WriteAsync<T>(
        string name, Durability durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        var (value, wrote) = await RunAsync(name, durability, body, cancellationToken).ConfigureAwait(false);
        if (wrote)
        {
            _changes.Raise();
            _news.Tell();
        }

        return value;
    }

    public async ValueTask<T> ReadAsync<T>(
        string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken) =>
        (await RunAsync(name, durability: null, body, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>The server's own vacuum does it some time; this does it now.</summary>
    public async ValueTask CompactAsync(CancellationToken cancellationToken) => await RepeatAsync(
        "compact",
        _options.Patience,
        async (_, token) =>
        {
            var connection = await _source.OpenConnectionAsync(token).ConfigureAwait(false);
            await using var _c = connection.ConfigureAwait(false);
            await RunTextAsync(connection, PostgresSql.Vacuum, token).ConfigureAwait(false);
            return 0;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        _changes.WaitAsync(seen, timeout, static () => { }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _news.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task RunTextAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = Command(connection, text);
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // Every text is one of PostgresSql's or a migration.
        return new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
    }

    private static async Task<T> ReadTextAsync<T>(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = Command(connection, text);
        await using var _ = command.ConfigureAwait(false);
        return (T)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private async ValueTask<(T Value, bool Wrote)> RunAsync<T>(
        string name, Durability? durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        if (!_opened)
        {
            throw new InvalidOperationException("The store is not open.");
        }

        return await RepeatAsync(name, _options.Patience, (tries, token) => RunOnceAsync(durability, body, tries, token), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(T Value, bool Wrote)> RunOnceAsync<T>(
        Durability? durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, PostgresTries tries, CancellationToken cancellationToken)
    {
        // A connection that is given back within a transaction, after an error, is rolled back by its pool.
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        var step = new PostgresStep(connection, _sql, _texts, durability) { MayRepeat = tries.CommitIsUnknown };
        var value = await body(step, cancellationToken).ConfigureAwait(false);
        tries.Committing = true;
        await step.CommitAsync().ConfigureAwait(false);
        return (value, step.Wrote);
    }

    private async ValueTask<T> RepeatAsync<T>(
        string name, TimeSpan patience, Func<PostgresTries, CancellationToken, ValueTask<T>> once, CancellationToken cancellationToken)
    {
        var tries = new PostgresTries();
        var began = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                tries.Committing = false;
                await using var watch = _health.Watch().ConfigureAwait(false);
                var value = await PromptCancellation.RunAsync(token => once(tries, token), _time, cancellationToken).ConfigureAwait(false);
                _health.Answered();
                return value;
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error))
            {
                tries.CommitIsUnknown |= tries.Committing;
                cancellationToken.ThrowIfCancellationRequested();
                tries.Count++;
                if (!PostgresErrors.IsTransient(error))
                {
                    StorageLog.Failed(_options.Logger, name, Description.Address, error);
                    throw PostgresErrors.Explain(Description.Address, error);
                }

                _health.Failed(error, tries);
                if (_time.GetElapsedTime(began) + pause > patience)
                {
                    if (!PostgresErrors.IsAway(error))
                    {
                        StorageLog.Failed(_options.Logger, name, Description.Address, error);
                    }

                    throw PostgresErrors.Explain(Description.Address, error);
                }

                StorageLog.Retrying(_options.Logger, name, Description.Address, pause.TotalSeconds, tries.Count, PostgresErrors.Text(error));
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> MigrateAsync(PostgresTries tries, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        Description = Description with { Engine = $"PostgreSQL {connection.ServerVersion}" };
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = transaction.ConfigureAwait(false);
        await RunTextAsync(connection, PostgresSql.LockSchema, cancellationToken).ConfigureAwait(false);
        if (!await ReadTextAsync<bool>(connection, PostgresSql.FindVersionTable, cancellationToken).ConfigureAwait(false))
        {
            await RunTextAsync(connection, PostgresSql.CreateSchema, cancellationToken).ConfigureAwait(false);
        }

        var from = await ReadTextAsync<int>(connection, PostgresSql.ReadVersion, cancellationToken).ConfigureAwait(false);
        Description = Description with { IsNew = from == 0 };
        foreach (var migration in new StoreSchema("Postgres").MigrationsFrom(from, $"'{Description.Address}'"))
        {
            await RunTextAsync(connection, migration, cancellationToken).ConfigureAwait(false);
        }

        if (from < StoreSchema.Version)
        {
            var command = Command(connection, PostgresSql.WriteVersion);
            await using var ___ = command.ConfigureAwait(false);
            command.Parameters.AddWithValue("@version", StoreSchema.Version);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            StorageLog.Migrated(_options.Logger, Description.Address, from, StoreSchema.Version);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
