using System.Globalization;
using DropoutSweep.Faults;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>The same on a real PostgreSQL, with what can happen to a server and the way to it.</summary>
public abstract class PostgresFaultTests(FaultFixture fixture, EngineKind engine) : IClassFixture<FaultFixture>
{
    [Fact]
    public Task SilosKilledAgainAndAgain() => TryAsync(KilledSilos.RunAsync, isLong: true);

    [Fact]
    public Task SiloFrozenPastItsLease() => TryAsync(FrozenSilo.RunAsync);

    [Fact]
    public async Task ServerStoppedAndStarted()
    {
        var server = await fixture.ServerAsync();
        await TryAsync((address, options, expected) => RestartedServer.RunAsync(address, server.StopAsync, () => server.StartAsync(CancellationToken.None), options, expected));
    }

    [Fact]
    public async Task ServerGoneAndSilosToldToStop()
    {
        var server = await fixture.ServerAsync();
        await TryToStopAsync("server gone", server.StopAsync, () => server.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ServerStandsStillAndSilosToldToStop()
    {
        var server = await fixture.ServerAsync();
        await TryToStopAsync("server stands still", server.FreezeAsync, server.ThawAsync);
    }

    [Fact]
    public async Task ConnectionCutFromOneSilo()
    {
        var port = (await fixture.ServerAsync()).Port;
        await TryAsync((address, options, expected) => CutConnection.RunAsync(address, "127.0.0.1", port, other => Through(address, other), options, expected));

        string Through(string address, int other) => address.Replace(port.ToString(CultureInfo.InvariantCulture), other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task AClockAnHourAheadInOneSilo() => TryAsync(WrongClock.RunAsync, isLong: true);

    private async Task TryToStopAsync(string fault, Func<Task> stop, Func<Task> start)
    {
        var idle = await fixture.NewDatabaseAsync();
        await TryAsync((address, options, expected) => LostServer.RunAsync(fault, address, idle, stop, start, options, expected));
    }

    private async Task TryAsync(Func<string, FaultOptions, SweepResults, Task<FaultOutcome>> scenario, bool isLong = false)
    {
        var (options, expected) = await fixture.BeginAsync(engine, isLong);
        var outcome = await scenario(await fixture.NewDatabaseAsync(), options, expected);
        Assert.SkipWhen(outcome.Skipped is not null, outcome.Skipped ?? "");
        Assert.Empty(outcome.Wrong);
    }
}
