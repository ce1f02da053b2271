using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;
using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>How long the HTTP API takes to answer about a sweep of 10,000 trials, and while every slot trains.</summary>
internal static class ApiPart
{
    private const int Trials = 10_000;
    private const int Times = 15;

    /// <summary>Answers while slots are busy: enough that one in a hundred is seen.</summary>
    private const int BusyTimes = 200;

    /// <summary>Longest answer about a sweep of 10,000 trials, one page or summary: milliseconds.</summary>
    private const double Large = 200;

    /// <summary>Longest answer while every slot trains: milliseconds.</summary>
    private const double Busy = 100;

    /// <summary>Between two questions to a busy silo, as somebody who watches it would ask.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Measures both.</summary>
    public static async Task<IReadOnlyList<ApiRow>> MeasureAsync(BenchStores stores, SweepsOptions options, CancellationToken cancellationToken) =>
        [.. await LargeAsync(stores, cancellationToken), .. await BusyAsync(stores, options, cancellationToken)];

    private static async Task<IReadOnlyList<ApiRow>> LargeAsync(BenchStores stores, CancellationToken cancellationToken)
    {
        var store = stores.Sqlite();
        await using (await Probes.StartAsync(store.Address, EngineKind.Sql, silos: 1, slots: 2, cancellationToken, "nothing"))
        {
            await SweepRunner.RunAsync(store.Address, BenchSpecs.Empty(Trials), cancellationToken);
        }

        var (silo, address) = await BenchProcess.StartSiloAsync(store.Address, slots: 0, data: null, cancellationToken);
        await using var stopping = silo;
        using var client = new HttpClient { BaseAddress = address };
        var sweep = await SweepAsync(client, cancellationToken);
        return
        [
            await TimeAsync(client, new("summary", $"{sweep}/summary", Large), cancellationToken),
            await TimeAsync(client, new("a page of 100 trials", $"{sweep}/trials?limit=100", Large), cancellationToken),
            await TimeAsync(client, new("the 100 best trials", $"{sweep}/trials?limit=100&sort=objective", Large), cancellationToken),
            await TimeAsync(client, new("the last 100 trials", $"{sweep}/trials?limit=100&offset={Trials - 100}", Large), cancellationToken),
            await TimeAsync(client, new("all 10,000 trials", $"{sweep}/trials?limit={Trials}", Large), cancellationToken),
            await TimeAsync(client, new("all 10,000 trials as CSV", $"{sweep}/trials?limit={Trials}&format=csv", Large), cancellationToken),
        ];
    }

    /// <summary>A silo whose two slots train all the while.</summary>
    private static async Task<IReadOnlyList<ApiRow>> BusyAsync(BenchStores stores, SweepsOptions options, CancellationToken cancellationToken)
    {
        var (silo, address) = await BenchProcess.StartSiloAsync(stores.Sqlite().Address, slots: 2, options.Data, cancellationToken);
        await using var stopping = silo;
        using var client = new HttpClient { BaseAddress = address };
        using (var submitted = await client.PostAsync(new Uri("/v1/sweeps", UriKind.Relative), new StringContent(BenchSpecs.Long, Encoding.UTF8, "application/yaml"), cancellationToken))
        {
            submitted.EnsureSuccessStatusCode();
        }

        var sweep = await SweepAsync(client, cancellationToken);
        while ((await client.GetFromJsonAsync<JsonElement>(sweep, cancellationToken)).GetProperty("trials").GetProperty("running").GetInt32() < 2)
        {
            await Task.Delay(Pause, cancellationToken);
        }

        return
        [
            await TimeAsync(client, new("with every slot busy: the sweep", sweep, Busy, BusyTimes, Pause), cancellationToken),
            await TimeAsync(client, new("with every slot busy: a page of trials", $"{sweep}/trials?limit=100", Busy, BusyTimes, Pause), cancellationToken),
            await TimeAsync(client, new("with every slot busy: the silos", "/v1/silos", Busy, BusyTimes, Pause), cancellationToken),
        ];
    }

    private static async Task<string> SweepAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var list = await client.GetFromJsonAsync<JsonElement>("/v1/sweeps", cancellationToken);
        return $"/v1/sweeps/{list.GetProperty("sweeps")[0].GetProperty("id").GetString()}";
    }

    private static async Task<ApiRow> TimeAsync(HttpClient client, Question question, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i < question.Times; i++)
        {
            await Task.Delay(question.Pause, cancellationToken);
            var began = TimeProvider.System.GetTimestamp();
            bytes = (await client.GetByteArrayAsync(new Uri(question.Path, UriKind.Relative), cancellationToken)).Length;
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return new ApiRow(question.What, times[0], times.Order().ElementAt(times.Count / 2), times.Skip(1).Max(), question.Limit, bytes, SystemLoad.Now());
    }

    /// <summary>A question, how often it is asked, and how long the answer may take: milliseconds.</summary>
    private sealed record Question(string What, string Path, double Limit, int Times = ApiPart.Times, TimeSpan Pause = default);
}
