using System.Globalization;
using DropoutSweep.Faults;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Bench.Faults;

/// <summary>Every fault on every store that can suffer it, one after the other.</summary>
/// <param name="options">Sizes and times.</param>
/// <param name="kills">The same for the kills, which take a longer sweep.</param>
/// <param name="server">A PostgreSQL server; null where there is none.</param>
/// <param name="only">Only faults whose name contains this; null for all.</param>
/// <param name="tried">Told of each outcome.</param>
internal sealed class FaultRounds(FaultOptions options, FaultOptions kills, PostgresServer? server, string? only, Action<FaultOutcome> tried)
{
    private const string Kills = "kills";
    private readonly List<FaultOutcome> _outcomes = [];

    public async Task<IReadOnlyList<FaultOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("undisturbed");
        var expected = await options.Sweep.TrainUndisturbedAsync(options.Folder);
        var expectedOfKills = ReferenceEquals(kills, options) || !IsAsked(Kills) ? expected : await kills.Sweep.TrainUndisturbedAsync(kills.Folder);
        var onBoth = new (string Name, Func<string, Task<FaultOutcome>> Try)[]
        {
            (Kills, address => KilledSilos.RunAsync(address, kills, expectedOfKills)),
            ("frozen", address => FrozenSilo.RunAsync(address, options, expected)),
            ("twice", address => SubmittedTwice.RunAsync(address, options, expected)),
            ("crash", address => CrashingTrial.RunAsync(address, options, expected)),
            ("checkpoint", address => DamagedCheckpoint.RunAsync(address, options, expected)),
            ("up", address => TwoSupervisors.RunAsync(address, options, expected)),
        };
        foreach (var (name, round) in onBoth)
        {
            await TryAsync(name, () => round(Path.Combine(options.Folder, $"{Guid.NewGuid():N}.db")));
            if (server is not null)
            {
                await TryAsync(name, async () => await round(await server.CreateDatabaseAsync(cancellationToken)));
            }
        }

        await TryAsync("disk", () => FullDisk.RunAsync(options, expected));
        if (server is not null)
        {
            await TryAsync("server", async () => await RestartedServer.RunAsync(
                await server.CreateDatabaseAsync(cancellationToken), server.StopAsync, () => server.StartAsync(cancellationToken), options, expected));
            await TryAsync("gone", () => StopSilosAsync("server gone", server.StopAsync, () => server.StartAsync(cancellationToken)));
            await TryAsync("still", () => StopSilosAsync("server stands still", server.FreezeAsync, server.ThawAsync));
            await TryAsync("cut", async () => await CutAsync(await server.CreateDatabaseAsync(cancellationToken), server.Port, expected));
            await TryAsync("clock", async () => await WrongClock.RunAsync(await server.CreateDatabaseAsync(cancellationToken), options, expected));
        }

        return _outcomes;

        async Task<FaultOutcome> StopSilosAsync(string fault, Func<Task> stop, Func<Task> start) => await LostServer.RunAsync(
            fault, await server.CreateDatabaseAsync(cancellationToken), await server.CreateDatabaseAsync(cancellationToken), stop, start, options, expected);
    }

    private Task<FaultOutcome> CutAsync(string address, int port, SweepResults expected) => CutConnection.RunAsync(
        address,
        "127.0.0.1",
        port,
        other => address.Replace(port.ToString(CultureInfo.InvariantCulture), other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        options,
        expected);

    private bool IsAsked(string name) => only is null || name.Contains(only, StringComparison.Ordinal);

    private async Task TryAsync(string name, Func<Task<FaultOutcome>> round)
    {
        if (!IsAsked(name))
        {
            return;
        }

        await Console.Error.WriteLineAsync($"{Engines.NameOf(options.Engine)}: {name}");
        var outcome = await round();
        foreach (var wrong in outcome.Wrong)
        {
            await Console.Error.WriteLineAsync($"  WRONG: {wrong}");
        }

        var named = outcome with { Engine = Engines.NameOf(options.Engine) };
        _outcomes.Add(named);
        tried(named);
    }
}
