using System.Globalization;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>The same on a real PostgreSQL, with what can happen to a server and the way to it.</summary>
public abstract class PostgresFaultTests(FaultFixture fixture, EngineKind engine) : IClassFixture<FaultFixture>
{
    [Fact]
    public async Task SilosKilledAgainAndAgain() => Assert.Empty((await KilledSilos.RunAsync(await fixture.NewDatabaseAsync(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task SiloFrozenPastItsLease() => Assert.Empty((await FrozenSilo.RunAsync(await fixture.NewDatabaseAsync(), fixture.Options(engine), fixture.Expected)).Wrong);

    [Fact]
    public async Task ServerStoppedAndStarted()
    {
        var address = await fixture.NewDatabaseAsync();
        var server = await fixture.ServerAsync();
        Assert.Empty((await RestartedServer.RunAsync(address, server.StopAsync, () => server.StartAsync(CancellationToken.None), fixture.Options(engine), fixture.Expected)).Wrong);
    }

    [Fact]
    public async Task ConnectionCutFromOneSilo()
    {
        var address = await fixture.NewDatabaseAsync();
        var port = (await fixture.ServerAsync()).Port;
        Assert.Empty((await CutConnection.RunAsync(address, "127.0.0.1", port, Through, fixture.Options(engine), fixture.Expected)).Wrong);

        string Through(int other) => address.Replace(port.ToString(CultureInfo.InvariantCulture), other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClockAnHourAheadInOneSilo()
    {
        var outcome = await WrongClock.RunAsync(await fixture.NewDatabaseAsync(), fixture.Options(engine), fixture.Expected);
        Assert.SkipWhen(outcome.Skipped is not null, outcome.Skipped ?? "");
        Assert.Empty(outcome.Wrong);
    }
}
