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
    public Task SiloFrozenPastItsLease() => TryAsync(FrozenSilo.RunAsync);

    [Fact]
    public Task ServerStoppedAndStarted() => TryAsync(async (address, options, expected) =>
    {
        var server = await fixture.ServerAsync();
        return await RestartedServer.RunAsync(address, server.StopAsync, () => server.StartAsync(CancellationToken.None), options, expected);
    });

    [Fact]
    public Task ConnectionCutFromOneSilo() => TryAsync(async (address, options, expected) =>
    {
        var port = (await fixture.ServerAsync()).Port;
        return await CutConnection.RunAsync(address, "127.0.0.1", port, Through, options, expected);

        string Through(int other) => address.Replace(port.ToString(CultureInfo.InvariantCulture), other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    });

    private Task TryAsync(Func<string, FaultOptions, SweepResults, Task<FaultOutcome>> scenario) => fixture.TryAsync(engine, fixture.NewDatabaseAsync, scenario);
}
