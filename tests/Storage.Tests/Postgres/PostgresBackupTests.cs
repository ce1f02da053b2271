using System.Diagnostics;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Npgsql;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>PostgreSQL's own tools, as docs/operations.md says to use them.</summary>
public sealed class PostgresBackupTests(PostgresFixture fixture)
{
    private const string Tools = "/usr/lib/postgresql/15/bin";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dump_WhileTrialsEnd_IsRestoredIntoAStoreThatGoesOn()
    {
        RealThing.Require(File.Exists($"{Tools}/pg_dump") ? null : "pg_dump is not on this machine.");
        using var folder = new TemporaryFolder();
        await using var source = new PostgresSource(fixture);
        await using var target = new PostgresSource(fixture);
        await target.CreateAsync();
        const int Trials = 300;
        var spec = TestSweeps.Spec(Trials);
        await using (var store = await source.OpenAsync())
        {
            await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
            var training = Task.Run(
                async () =>
                {
                    while (await store.ClaimAsync(TestSweeps.Claim(slots: 1), Token) is [var lease])
                    {
                        await store.CompleteAsync(TestSweeps.End(lease, 0.25, model: [1, 2, 3]), TestSweeps.Advance(spec), Token);
                    }
                },
                Token);
            while ((await store.FindSweepAsync("a", Token))!.Trials.Completed < 10)
            {
                await Task.Yield();
            }

            await RunAsync("pg_dump", source.Address, "--format=custom", "--no-owner", $"--file={folder["dump"]}");
            await training;
        }

        await RunAsync("pg_restore", target.Address, "--exit-on-error", "--no-owner", folder["dump"]);

        await using var restored = await target.OpenAsync();
        var sweep = (await restored.FindSweepAsync("a", Token))!;
        var ended = 0;
        await foreach (var one in restored.ReadEndedAsync("a", 0, confusion: false, Token))
        {
            ended++;
            Assert.Equal(2, (await restored.ReadEpochsAsync("a", one.Record.Trial.Number, Token)).Count);
        }

        Assert.InRange(ended, 10, Trials);
        Assert.Equal(sweep.Trials.Completed, ended);
        await restored.LeaveSiloAsync("s1", SiloEnd.Lost, TestSweeps.Advance(spec), Token);
        while (await restored.ClaimAsync(TestSweeps.Claim("s2", slots: 1), Token) is [var lease])
        {
            await restored.CompleteAsync(TestSweeps.End(lease, 0.25), TestSweeps.Advance(spec), Token);
        }

        Assert.Equal((SweepState.Completed, Trials), ((await restored.FindSweepAsync("a", Token))!.State, (await restored.FindSweepAsync("a", Token))!.Trials.Completed));
    }

    private static async Task RunAsync(string tool, string address, params string[] arguments)
    {
        var keys = new NpgsqlConnectionStringBuilder(address);
        var start = new ProcessStartInfo($"{Tools}/{tool}", ["-h", keys.Host!, "-p", $"{keys.Port}", "-U", keys.Username ?? "postgres", "-d", keys.Database!, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, error);
    }
}
