using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class EventsTests
{
    [Fact]
    public async Task Stream_FromTheBeginning_HasEveryEventAndThenNewOnes()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events");
        await using var events = await ReaderAsync(answer);

        var submitted = await NextAsync(events);
        api.Store.Start(id, 2);
        var started = await NextAsync(events);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("1", SweepEventKinds.Sweep), (submitted.EventId, submitted.EventType));
        Assert.Equal(("2", SweepEventKinds.Started), (started.EventId, started.EventType));
        var view = JsonSerializer.Deserialize(started.Data, ApiJson.Default.EventView)!;
        Assert.Equal((2L, 2, "silo-1"), (view.Sequence, view.Trial, view.Data.GetProperty("silo").GetString()));
    }

    [Theory]
    [InlineData("Last-Event-ID", "2", "?after=0", "3")]
    [InlineData(null, null, "?after=1", "2")]
    [InlineData("Last-Event-ID", "0", "", "1")]
    public async Task Stream_Resumed_GoesOnBehindWhatIsKnown(string? header, string? value, string query, string first)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        api.Store.Start(id, 0);
        api.Store.Start(id, 1);

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events{query}", (header ?? "X-None", value ?? "0"));
        await using var events = await ReaderAsync(answer);

        Assert.Equal(first, (await NextAsync(events)).EventId);
    }

    [Fact]
    public async Task Stream_KnownNumberBeyondTheNewest_GetsTheNextEvent()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events?after=1000");
        await using var events = await ReaderAsync(answer);
        await WaitersAsync(api, 1);

        api.Store.Start(id, 0);

        Assert.Equal("2", (await NextAsync(events)).EventId);
    }

    [Fact]
    public async Task Stream_UntilEnd_EndsWithTheSweep()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events?until=end");
        var reading = answer.Content.ReadAsStringAsync(TestApi.Cancelled);
        await WaitersAsync(api, 1);

        using var cancelled = await api.PostAsync($"/v1/sweeps/{id}/cancel");
        var text = await reading.WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled);
        using var again = await api.GetAsync($"/v1/sweeps/{id}/events?until=end&after=2");

        Assert.Equal(2, text.Split("\nid: ").Length - 1);
        Assert.Equal("retry: 2000\n\n", await again.Content.ReadAsStringAsync(TestApi.Cancelled).WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled));
    }

    [Fact]
    public async Task Stream_SweepDeleted_Ends()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var cancelled = await api.PostAsync($"/v1/sweeps/{id}/cancel");
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events");
        var reading = answer.Content.ReadAsStringAsync(TestApi.Cancelled);

        using var deleted = await api.Client.DeleteAsync($"/v1/sweeps/{id}", TestApi.Cancelled);

        await reading.WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled);
    }

    [Fact]
    public async Task Stream_NothingHappens_SendsHeartbeats()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Heartbeat = TimeSpan.FromMilliseconds(20) });
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events?after=1");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestApi.Cancelled));

        var lines = new List<string?>();
        while (lines.Count < 6)
        {
            lines.Add(await reader.ReadLineAsync(TestApi.Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled));
        }

        Assert.Equal(["retry: 2000", "", ": heartbeat", "", ": heartbeat", ""], lines);
    }

    [Fact]
    public async Task Stream_ManyReaders_ShareOneWatcherAndAreGoneOnceTheyLeave()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.GetAsync($"/v1/sweeps/{id}/events?after=1")));
        await WaitersAsync(api, 20);
        var waits = api.Store.Waits;

        api.Store.Start(id, 0);
        foreach (var answer in answers)
        {
            await using var events = await ReaderAsync(answer);
            Assert.Equal("2", (await NextAsync(events)).EventId);
        }

        Assert.InRange(api.Store.Waits - waits, 0, 3);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }

        await WaitersAsync(api, 0);
    }

    [Fact]
    public async Task Stream_StoreAwayForAWhile_GoesOn()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events?after=1");
        await using var events = await ReaderAsync(answer);
        await WaitersAsync(api, 1);

        api.Store.FailNext(new StoreException("away"));
        api.Store.AwayFor = TimeSpan.FromSeconds(30);
        await Task.Delay(TimeSpan.FromSeconds(1), TestApi.Cancelled);
        api.Store.AwayFor = null;
        api.Store.Start(id, 0);

        Assert.Equal("2", (await NextAsync(events)).EventId);
        Assert.Equal(0, api.Store.FailuresLeft);
    }

    [Fact]
    public async Task Stop_StreamsAreOpen_DoesNotWaitForThem()
    {
        var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events");
        var reading = answer.Content.ReadAsStringAsync(TestApi.Cancelled);
        await WaitersAsync(api, 1);

        await api.StopAsync().WaitAsync(TimeSpan.FromSeconds(4), TestApi.Cancelled);

        await reading.WaitAsync(TimeSpan.FromSeconds(4), TestApi.Cancelled);
        await api.DisposeAsync();
    }

    [Theory]
    [InlineData("?after=-1", "X-None", "0")]
    [InlineData("?until=never", "X-None", "0")]
    [InlineData("", "Last-Event-ID", "abc")]
    public async Task Stream_WrongParameter_IsRefused(string query, string header, string value)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/events{query}", (header, value));

        await TestApi.ProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> ReaderAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return SseParser.Create(await answer.Content.ReadAsStreamAsync(TestApi.Cancelled)).EnumerateAsync(TestApi.Cancelled).GetAsyncEnumerator(TestApi.Cancelled);
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestApi.Cancelled));
        return events.Current;
    }

    private static async Task WaitersAsync(TestApi api, int count)
    {
        var watcher = api.Services.GetRequiredService<SweepWatcher>();
        while (watcher.Waiting != count)
        {
            TestApi.Cancelled.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
