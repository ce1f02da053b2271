using DropoutSweep.Tests.Support;
using Npgsql;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>A password in a file, as containers are given theirs.</summary>
public sealed class PasswordFileTests(PostgresFixture fixture)
{
    private const string Role = "guarded";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_NewPasswordNeedsNoNewStore()
    {
        using var folder = new TemporaryFolder();
        await using var admin = NpgsqlDataSource.Create(fixture.Server.Address("postgres"));
        await RunAsync(admin, $"CREATE ROLE {Role} LOGIN SUPERUSER PASSWORD 'the first'");
        await AskForPasswordsAsync(admin);
        await File.WriteAllTextAsync(folder["password"], "the first\n", Token);
        var address = $"postgres://{Role}@127.0.0.1:{fixture.Server.Port}/postgres?password_file={Uri.EscapeDataString(folder["password"])}";
        await using var store = SweepStores.Create(address, TimeProvider.System, new StoreOptions { Patience = TimeSpan.FromSeconds(5), OpenPatience = TimeSpan.Zero });
        await store.OpenAsync(Token);

        await RunAsync(admin, $"ALTER ROLE {Role} PASSWORD 'the second'");
        await File.WriteAllTextAsync(folder["password"], "the second\n", Token);
        await RunAsync(admin, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{Role}'");
        Assert.Null(await store.FindSweepAsync("none", Token));

        await File.WriteAllTextAsync(folder["password"], "the first\n", Token);
        await using var late = SweepStores.Create(address, TimeProvider.System, new StoreOptions { OpenPatience = TimeSpan.Zero });
        var error = await Assert.ThrowsAsync<Sweeps.Stores.StoreException>(async () => await late.OpenAsync(Token));
        Assert.Contains("refuses the user or the password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithoutTheFileIsRefused()
    {
        using var folder = new TemporaryFolder();
        var address = $"postgres://me@db/sweeps?password_file={folder["missing"]}";
        var missing = Assert.Throws<ArgumentException>(() => SweepStores.Create(address, TimeProvider.System));
        Assert.Contains(folder["missing"], missing.Message, StringComparison.Ordinal);

        File.WriteAllText(folder["missing"], "\n");
        var empty = Assert.Throws<ArgumentException>(() => SweepStores.Create(address, TimeProvider.System));
        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TwoPasswordsAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => SweepStores.Create("postgres://me:secret@db/sweeps?password_file=/p", TimeProvider.System));
        Assert.Contains("one or the other", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The server trusts everyone on this machine; from now on it asks one role for its password.</summary>
    private static async Task AskForPasswordsAsync(NpgsqlDataSource admin)
    {
        await RunAsync(
            admin,
            $"""
            DO $$ BEGIN
              EXECUTE format('COPY (SELECT unnest(ARRAY[''host all {Role} 127.0.0.1/32 scram-sha-256'', ''host all all 127.0.0.1/32 trust''])) TO %L', current_setting('hba_file'));
            END $$
            """);
        await RunAsync(admin, "SELECT pg_reload_conf()");
        while (true)
        {
            await using var count = admin.CreateCommand($"SELECT count(*) FROM pg_hba_file_rules WHERE '{Role}' = ANY (user_name)");
            if (await count.ExecuteScalarAsync(Token) is > 0L)
            {
                return;
            }
        }
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
