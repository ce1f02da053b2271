using DropoutSweep.Faults;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>What on a real PostgreSQL needs a long sweep or a long wait; tried apart from the rest.</summary>
public abstract class PostgresLongFaultTests(FaultFixture fixture, EngineKind engine) : IClassFixture<FaultFixture>
{
    [Fact]
    public Task SilosKilledAgainAndAgain() => TryAsync(KilledSilos.RunAsync, isLong: true);

    [Fact]
    public Task AClockAnHourAheadInOneSilo() => TryAsync(WrongClock.RunAsync, isLong: true);

    [Fact]
    public Task ServerGoneAndSilosToldToStop() => TryToStopAsync("server gone", server => server.StopAsync(), server => server.StartAsync(CancellationToken.None));

    [Fact]
    public Task ServerStandsStillAndSilosToldToStop() => TryToStopAsync("server stands still", server => server.FreezeAsync(), server => server.ThawAsync());

    private Task TryToStopAsync(string fault, Func<PostgresServer, Task> stop, Func<PostgresServer, Task> start) => TryAsync(
        async (address, options, expected) =>
        {
            var server = await fixture.ServerAsync();
            return await LostServer.RunAsync(fault, address, await fixture.NewDatabaseAsync(), () => stop(server), () => start(server), options, expected);
        },
        isLong: false);

    private Task TryAsync(Func<string, FaultOptions, SweepResults, Task<FaultOutcome>> scenario, bool isLong) =>
        fixture.TryAsync(engine, fixture.NewDatabaseAsync, scenario, isLong, apart: true);
}
