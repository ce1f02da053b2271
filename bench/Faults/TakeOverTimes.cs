using System.Globalization;
using DropoutSweep.Faults;
using DropoutSweep.Faults.Scenarios;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Bench.Faults;

/// <summary>How long a killed silo's trials stand still, at the lease that silos have unless told otherwise.</summary>
/// <param name="options">How many kills.</param>
/// <param name="server">A PostgreSQL server; null where there is none.</param>
internal sealed class TakeOverTimes(FaultOptions options, PostgresServer? server)
{
    /// <summary>Measures it and prints a row for each engine and store.</summary>
    public async Task MeasureAsync(IReadOnlyList<EngineKind> engines, CancellationToken cancellationToken)
    {
        Console.WriteLine("| engine | store | lease | kills | median | longest |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|");
        foreach (var engine in engines)
        {
            await MeasureAsync(engine, "sqlite", Path.Combine(options.Folder, $"{Guid.NewGuid():N}.db"));
            if (server is not null)
            {
                await MeasureAsync(engine, "postgresql", await server.CreateDatabaseAsync(cancellationToken));
            }
        }
    }

    private async Task MeasureAsync(EngineKind engine, string store, string address)
    {
        var lease = new EngineOptions().Lease;
        var times = (await TakenOver.MeasureAsync(address, options with { Engine = engine, Lease = lease })).Select(time => time.TotalSeconds).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {Engines.NameOf(engine)} | {store} | {lease.TotalSeconds:0} s | {times.Count} | {times[times.Count / 2]:0.0} s | {times[^1]:0.0} s |"));
    }
}
