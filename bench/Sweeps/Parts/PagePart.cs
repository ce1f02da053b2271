using System.Text.Json;
using DropoutSweep.Bench.Sweeps.Browsing;
using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Bench.Sweeps.Running;
using DropoutSweep.Bench.Sweeps.Stores;

namespace DropoutSweep.Bench.Sweeps.Parts;

/// <summary>What the live page of a sweep of 10,000 completed trials costs a browser.</summary>
internal static class PagePart
{
    private const int Trials = 10_000;
    private const int Loads = 9;
    private const int Updates = 20;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(1);

    /// <summary>Measures it; null where there is no Chromium.</summary>
    public static async Task<PageRow?> MeasureAsync(BenchStores stores, CancellationToken cancellationToken)
    {
        if (Chromium.Place is null)
        {
            await Console.Error.WriteLineAsync("There is no Chromium: NOT MEASURED.");
            return null;
        }

        var store = stores.Sqlite();
        await using var sweep = await LargeSweep.CreateAsync(store.Address, Trials, cancellationToken);
        var (silo, address) = await BenchProcess.StartSiloAsync(store.Address, slots: 0, data: null, cancellationToken);
        await using var stopping = silo;
        await using var browser = await Chromium.StartAsync(stores.Folder["chromium"], cancellationToken);
        await browser.CallAsync("Page.enable", new { }, cancellationToken);
        await browser.CallAsync("Network.enable", new { }, cancellationToken);
        await browser.CallAsync("Network.setCacheDisabled", new { cacheDisabled = true }, cancellationToken);
        // Processor time of the main thread, so that what else the machine does is not counted.
        await browser.CallAsync("Performance.enable", new { timeDomain = "threadTicks" }, cancellationToken);
        var page = new Uri(address, $"/sweeps/{LargeSweep.Id}");
        var paints = new List<double>();
        for (var load = 0; load < Loads; load++)
        {
            paints.Add(await LoadAsync(browser, page, cancellationToken));
        }

        var characters = (await browser.EvaluateAsync("document.documentElement.outerHTML.length", cancellationToken)).GetInt32();
        var updates = new List<double>();
        for (var update = 0; update < Updates; update++)
        {
            updates.Add(await UpdateAsync(browser, sweep, cancellationToken));
        }

        return new PageRow(Trials, characters, paints[0], Median(paints[1..]), paints[1..].Max(), Median(updates), updates.Max(), SystemLoad.Now());
    }

    /// <summary>Milliseconds from the navigation's start to the first paint with content.</summary>
    private static async Task<double> LoadAsync(Chromium browser, Uri page, CancellationToken cancellationToken)
    {
        await browser.CallAsync("Page.navigate", new { url = "about:blank" }, cancellationToken);
        await browser.CallAsync("Page.navigate", new { url = page.ToString() }, cancellationToken);
        while (true)
        {
            await Task.Delay(s_look, cancellationToken);
            var paint = await browser.EvaluateAsync("document.readyState === 'complete' && performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0", cancellationToken);
            if (paint.ValueKind == JsonValueKind.Number && paint.GetDouble() > 0)
            {
                await Task.Delay(s_settle, cancellationToken);
                return paint.GetDouble();
            }
        }
    }

    /// <summary>Milliseconds of processor time of the page's main thread for one update: parsing, style, layout and paint included.</summary>
    private static async Task<double> UpdateAsync(Chromium browser, LargeSweep sweep, CancellationToken cancellationToken)
    {
        var (busy, count) = await ReadAsync(browser, cancellationToken);
        await sweep.CompleteOneAsync(cancellationToken);
        while ((await ReadAsync(browser, cancellationToken)).Updates == count)
        {
            await Task.Delay(s_look, cancellationToken);
        }

        await Task.Delay(s_settle, cancellationToken);
        var (after, counted) = await ReadAsync(browser, cancellationToken);
        return (after - busy) / (counted - count);
    }

    private static async Task<(double Busy, int Updates)> ReadAsync(Chromium browser, CancellationToken cancellationToken)
    {
        var metrics = (await browser.CallAsync("Performance.getMetrics", new { }, cancellationToken)).GetProperty("metrics");
        var busy = metrics.EnumerateArray().Single(metric => string.Equals(metric.GetProperty("name").GetString(), "TaskDuration", StringComparison.Ordinal)).GetProperty("value").GetDouble() * 1_000;
        return (busy, (await browser.EvaluateAsync("Number(document.body.dataset.updates || 0)", cancellationToken)).GetInt32());
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
