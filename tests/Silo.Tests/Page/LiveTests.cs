using System.Net.ServerSentEvents;
using System.Text.Json;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Page.Live;
using DropoutSweep.Silo.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

public sealed class LiveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Stream_AfterAChange_HasTheFragmentsThatChanged()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);
        var (answer, events) = await page.WatchAsync($"/sweeps/{id}");
        using var _ = answer;

        var all = await NextAsync(events);
        api.Store.Start(id, 0);
        var changed = await NextAsync(events);

        Assert.Contains("figure-timeline", all.Ids, StringComparer.Ordinal);
        Assert.Contains("neighbours", all.Ids, StringComparer.Ordinal);
        Assert.Contains("sweep", changed.Ids, StringComparer.Ordinal);
        Assert.Contains("trials", changed.Ids, StringComparer.Ordinal);
        Assert.DoesNotContain("figure-accuracy-by-rate", changed.Ids, StringComparer.Ordinal);
        Assert.DoesNotContain("specification-text", changed.Ids, StringComparer.Ordinal);
        Assert.NotEqual(all.Marks, changed.Marks, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Stream_Resumed_HasOnlyWhatChangedMeanwhile_AtAnySilo()
    {
        await using var api = await TestApi.StartAsync();
        await using var other = await TestApi.StartAsync(store: api.Store);
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);
        var (first, events) = await page.WatchAsync($"/sweeps/{id}");
        var known = (await NextAsync(events)).Marks;
        first.Dispose();
        api.Store.Start(id, 0);

        using var there = new PageClient(other);
        var (second, more) = await there.WatchAsync($"/sweeps/{id}", known);
        using var _ = second;
        var missed = await NextAsync(more);

        Assert.Contains("trials", missed.Ids, StringComparer.Ordinal);
        Assert.DoesNotContain("answer", missed.Ids, StringComparer.Ordinal);
        Assert.DoesNotContain("specification-text", missed.Ids, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Stream_OfThePageAsRendered_HasNothingToRepeat()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);
        var html = await page.ReadAsync("/");
        var from = html.IndexOf("data-marks=\"", StringComparison.Ordinal) + "data-marks=\"".Length;
        var (answer, events) = await page.WatchAsync($"/?marks={html[from..html.IndexOf('"', from)]}");
        using var _ = answer;

        Assert.Empty((await NextAsync(events)).Ids);
    }

    [Fact]
    public async Task Stream_ManyReaders_AreOneSubscription_AndNoneWhenTheyHaveGone()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        var (views, watcher) = (api.Services.GetRequiredService<LiveViews>(), api.Services.GetRequiredService<SweepWatcher>());
        using var page = new PageClient(api);
        var (first, one) = await page.WatchAsync($"/sweeps/{id}");
        var (second, two) = await page.WatchAsync($"/sweeps/{id}");
        await NextAsync(one);
        await NextAsync(two);

        Assert.Equal(1, views.Count);
        await UntilAsync(() => watcher.Waiting == 1);
        first.Dispose();
        api.Store.Start(id, 0);
        await NextAsync(two);
        Assert.Equal(1, views.Count);
        second.Dispose();

        await UntilAsync(() => views.Count == 0 && watcher.Waiting == 0);
    }

    [Fact]
    public async Task Stream_ManyChanges_ComeAtMostFourTimesASecond()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync("name: many\ndataset: digits\nmodel: {layers: [4], dropout: {grid: [0, 0.5]}}\nreplicates: 500\n");
        using var page = new PageClient(api);
        var (answer, events) = await page.WatchAsync($"/sweeps/{id}");
        using var _ = answer;
        await NextAsync(events);
        using var stop = new CancellationTokenSource();
        var changes = Task.Run(async () =>
        {
            for (var number = 0; number < 1_000 && !stop.IsCancellationRequested; number++)
            {
                api.Store.Start(id, number);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TestApi.Cancelled);
            }
        }, TestApi.Cancelled);

        var began = TimeProvider.System.GetTimestamp();
        for (var update = 0; update < 5; update++)
        {
            await NextAsync(events);
        }

        var elapsed = TimeProvider.System.GetElapsedTime(began);
        await stop.CancelAsync();
        await changes;
        Assert.True(elapsed >= 4 * LiveView.Pause, $"5 updates in {elapsed}");
    }

    [Fact]
    public async Task Stream_SweepDeleted_Ends()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);
        var (answer, events) = await page.WatchAsync($"/sweeps/{id}");
        using var _ = answer;
        await NextAsync(events);
        (await api.PostAsync($"/v1/sweeps/{id}/cancel")).Dispose();
        await NextAsync(events);

        (await api.Client.DeleteAsync(new Uri($"/v1/sweeps/{id}", UriKind.Relative), TestApi.Cancelled)).Dispose();

        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(Patience, TestApi.Cancelled));
    }

    [Fact]
    public async Task Stream_StoreThatDoesNotAnswer_IsSaidSo_UntilItAnswersAgain()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);
        var (answer, events) = await page.WatchAsync($"/sweeps/{id}");
        using var _ = answer;
        await NextAsync(events);

        api.Store.IsAway = true;
        api.Store.Start(id, 0);
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Patience, TestApi.Cancelled));
        Assert.Equal("away", events.Current.EventType);
        api.Store.IsAway = false;

        Assert.Contains("trials", (await NextAsync(events)).Ids, StringComparer.Ordinal);
    }

    /// <summary>The fragments of the next change, and its marks.</summary>
    private static async Task<(List<string> Ids, string Marks)> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        var ids = new List<string>();
        while (await events.MoveNextAsync().AsTask().WaitAsync(Patience, TestApi.Cancelled))
        {
            if (string.Equals(events.Current.EventType, "marks", StringComparison.Ordinal))
            {
                return (ids, events.Current.EventId!);
            }

            var fragment = JsonDocument.Parse(events.Current.Data).RootElement;
            var id = fragment.GetProperty("id").GetString()!;
            Assert.Contains($"id=\"{id}\"", fragment.GetProperty("html").GetString(), StringComparison.Ordinal);
            ids.Add(id);
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "waited too long");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestApi.Cancelled);
        }
    }
}
