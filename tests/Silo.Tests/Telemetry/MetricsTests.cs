using System.Diagnostics.Metrics;
using System.Net;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Silo.Tests.Engine;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Telemetry;

/// <summary>A real silo that trains a real sweep, read as Prometheus would read it.</summary>
public sealed class MetricsTests : IDisposable
{
    private const string Token = "correct-horse-battery";
    private const string Ended = "dropoutsweep_trials_ended_total{state=completed}";
    private const string Sweep = "name: measured\ndataset: curve\nmodel: {layers: [4], output: linear}\ntraining: {epochs: 3}\nreplicates: 2\n";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metrics_AfterASweep_TellWhatWasDone()
    {
        await using var silo = await StartAsync();
        using var client = Client(silo);
        using var body = new StringContent(Sweep, System.Text.Encoding.UTF8, "application/yaml");
        using var submitted = await client.PostAsync(new Uri("/v1/sweeps", UriKind.Relative), body, Cancelled);
        Assert.Equal(HttpStatusCode.Created, submitted.StatusCode);
        using var end = await client.GetAsync(new Uri($"{submitted.Headers.Location}/events?until=end", UriKind.Relative), Cancelled);

        // The sweep has ended with the last commit; the silo counts it a moment after that.
        var read = await ReadAsync(client);
        for (var look = 0; look < 100 && !IsCounted(read); look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancelled);
            read = await ReadAsync(client);
        }

        Assert.Equal(2, read[Ended]);
        Assert.Equal(6, read["dropoutsweep_epochs_total"]);
        Assert.Equal(6 * 20, read["dropoutsweep_samples_total"]);
        Assert.Equal(6, read["dropoutsweep_epoch_duration_seconds_count"]);
        Assert.Equal(2, read["dropoutsweep_attempts_begun_total"]);
        Assert.Equal((3, 0), (read["dropoutsweep_slots"], read["dropoutsweep_slots_busy"]));
        Assert.Equal((1, 0), (read["dropoutsweep_silos"], read["dropoutsweep_trials{state=running}"]));
        Assert.Equal(2, read["dropoutsweep_store_duration_seconds_count{call=complete}"]);
        Assert.True(read["dropoutsweep_store_duration_seconds_sum{call=complete}"] > 1e-5, "A commit takes longer than that.");
        Assert.True(read["dropoutsweep_store_duration_seconds_sum{call=find_sweep}"] > 1e-5 * read["dropoutsweep_store_duration_seconds_count{call=find_sweep}"], "So does a read.");
        Assert.Equal((0, 0, 0), (read["dropoutsweep_attempts_lost_total"], read["dropoutsweep_attempts_refused_total"], read["dropoutsweep_attempts_released_total"]));
        Assert.True(read["dotnet_process_memory_working_set_bytes"] > 1e6);
        Assert.Contains("http_server_request_duration_seconds", read.Families, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Metrics_WithoutTheToken_AreRefused()
    {
        await using var silo = await StartAsync();
        using var client = new HttpClient { BaseAddress = silo.Address };
        using var answer = await client.GetAsync(new Uri(MetricsEndpoint.Path, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Metrics_StoreThatFails_AreStillServedAndSaySo()
    {
        var store = new FakeSweepStore();
        using var telemetry = SiloTelemetry.Begin(store, 1, "silo", _ => null, TimeProvider.System);
        var measured = telemetry.Measure(store);
        store.Failure = new StoreException("away");
        await Assert.ThrowsAsync<StoreException>(async () => await measured.ListSilosAsync(Cancelled));

        var read = new ExpositionReader(await telemetry.WriteAsync(Cancelled));

        Assert.Equal(1, read["dropoutsweep_store_failures_total{call=list_silos}"]);
        Assert.Equal(1, read["dropoutsweep_store_duration_seconds_count{call=list_silos}"]);
    }

    [Fact]
    public async Task Metrics_SiloTakenOut_ItsAttemptsAreLostOrReleased()
    {
        await using var store = SweepStores.Create(_folder["sweeps.db"], TimeProvider.System);
        await store.OpenAsync(Cancelled);
        using var telemetry = SiloTelemetry.Begin(store, 1, "silo", _ => null, TimeProvider.System);
        var measured = telemetry.Measure(store);
        var spec = SweepSpecReader.Read(Sweep, "test.yaml");
        var advance = new SweepCoordinator(spec).Advance;
        await store.SubmitAsync(new SweepSubmission { Id = "measured", Specification = spec, Begin = advance }, Cancelled);
        foreach (var end in new[] { SiloEnd.Lost, SiloEnd.Stopped })
        {
            var gone = SiloIdentity.Create(slots: 2, address: null);
            await store.EnterSiloAsync(gone, TimeSpan.FromMinutes(1), Cancelled);
            await store.ClaimAsync(new ClaimRequest { Silo = gone.Id, Slots = [0, 1], Lease = TimeSpan.FromMinutes(1) }, Cancelled);
            await measured.LeaveSiloAsync(gone.Id, end, advance, Cancelled);
        }

        var read = new ExpositionReader(await telemetry.WriteAsync(Cancelled));

        Assert.Equal((2, 2), (read["dropoutsweep_attempts_lost_total"], read["dropoutsweep_attempts_released_total"]));
    }

    [Fact]
    public async Task Metrics_OfOrleans_OnlyThoseThatTellOfTheCluster()
    {
        var store = new FakeSweepStore();
        using var telemetry = SiloTelemetry.Begin(store, 1, "silo", _ => null, TimeProvider.System);
        using var orleans = new Meter("Microsoft.Orleans");
        orleans.CreateCounter<int>("orleans-scheduler-long-running-turns").Add(3);
        orleans.CreateCounter<int>("orleans-system-targets").Add(1);

        var read = new ExpositionReader(await telemetry.WriteAsync(Cancelled));

        // Silos of other tests in this process count with the same instrument.
        Assert.True(read["orleans_scheduler_long_running_turns_total"] >= 3);
        Assert.DoesNotContain(read.Families, family => family.Contains("system_targets", StringComparison.Ordinal));
    }

    private static bool IsCounted(ExpositionReader read) =>
        read.Has(Ended) && read[Ended] >= 2 && read["dropoutsweep_slots_busy"] <= 0;

    private static async Task<ExpositionReader> ReadAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri(MetricsEndpoint.Path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return new ExpositionReader(await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static HttpClient Client(SiloHost silo)
    {
        var client = new HttpClient { BaseAddress = silo.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    private async Task<SiloHost> StartAsync() => await SiloHost.StartAsync(
        new SiloHostOptions { Store = _folder["sweeps.db"], Slots = 3, Datasets = new CurveSource(), Api = new ApiOptions { Token = Token } },
        opened: null,
        Cancelled);
}
