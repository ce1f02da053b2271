using System.Net.Http.Json;
using System.Text.Json;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>How long the HTTP API takes to answer about a sweep of 10,000 trials.</summary>
internal static class ApiPart
{
    private const int Trials = 10_000;
    private const int Times = 15;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<ApiRow>> MeasureAsync(BenchStores stores, CancellationToken cancellationToken)
    {
        var store = stores.Sqlite();
        await using (await Probes.StartAsync(store.Address, EngineKind.Sql, silos: 1, slots: 2, cancellationToken, "nothing"))
        {
            await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(Trials), cancellationToken);
        }

        var (silo, address) = await BenchProcess.StartSiloAsync(store.Address, slots: 0, data: null, cancellationToken);
        await using var stopping = silo;
        using var client = new HttpClient { BaseAddress = address };
        var list = await client.GetFromJsonAsync<JsonElement>("/v1/sweeps", cancellationToken);
        var sweep = $"/v1/sweeps/{list.GetProperty("sweeps")[0].GetProperty("id").GetString()}";
        return
        [
            await TimeAsync(client, "summary", $"{sweep}/summary", cancellationToken),
            await TimeAsync(client, "a page of 100 trials", $"{sweep}/trials?limit=100", cancellationToken),
            await TimeAsync(client, "the 100 best trials", $"{sweep}/trials?limit=100&sort=objective", cancellationToken),
            await TimeAsync(client, "the last 100 trials", $"{sweep}/trials?limit=100&offset={Trials - 100}", cancellationToken),
            await TimeAsync(client, "all 10,000 trials", $"{sweep}/trials?limit={Trials}", cancellationToken),
            await TimeAsync(client, "all 10,000 trials as CSV", $"{sweep}/trials?limit={Trials}&format=csv", cancellationToken),
        ];
    }

    private static async Task<ApiRow> TimeAsync(HttpClient client, string what, string path, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i < Times; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            bytes = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken)).Length;
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return new ApiRow(what, times[0], times.Order().ElementAt(Times / 2), bytes, SystemLoad.Now());
    }
}
