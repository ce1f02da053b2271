using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using DropoutSweep.Silo.Tests.Api.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

/// <summary>What a trial's page shows of the inside of a model that was really trained.</summary>
public sealed partial class LookTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Trial_WithAKeptModel_ShowsItsInsideWhenItHasBeenLookedInto()
    {
        await using var silo = await InspectedSilo.StartAsync();
        var (api, id) = (silo.Api, silo.Sweep);
        using var page = new PageClient(api);

        var html = await UntilAsync(page, $"/sweeps/{id}/trials/1?image=3&mask=2", "figure-image-activations");

        Assert.Equal(
            ["learning-curve", "image-activations", "thinned-network", "activation-distribution", "first-layer-features", "confusion", "confident-mistakes", "calibration", "ensemble"],
            Figure().Matches(html).Select(match => match.Groups["id"].Value),
            StringComparer.Ordinal);
        Assert.Contains("For test image 3", html, StringComparison.Ordinal);
        Assert.Contains("dropped by mask 2", html, StringComparison.Ordinal);
        Assert.Contains("name=\"image\" min=\"0\" step=\"1\" value=\"3\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfATrial_BringsTheInsideWithoutAnyChangeInTheStore()
    {
        await using var silo = await InspectedSilo.StartAsync();
        var (api, id) = (silo.Api, silo.Sweep);
        using var page = new PageClient(api);
        var (answer, events) = await page.WatchAsync($"/sweeps/{id}/trials/1");
        using var _ = answer;

        var looking = new List<bool>();
        while (looking is [] or [.., true])
        {
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(s_patience, TestApi.Cancelled));
            if (string.Equals(events.Current.EventType, "fragment", StringComparison.Ordinal)
                && JsonDocument.Parse(events.Current.Data).RootElement is var fragment
                && string.Equals(fragment.GetProperty("id").GetString(), "inside", StringComparison.Ordinal))
            {
                looking.Add(!fragment.GetProperty("html").GetString()!.Contains("figure-confusion", StringComparison.Ordinal));
            }
        }

        Assert.InRange(looking.Count, 1, 2);
    }

    [Theory]
    [InlineData("1?image=100000", "has test images 0 to")]
    [InlineData("1?image=nonsense", "figure-image-activations")]
    public async Task Trial_WrongImage_IsSaid(string path, string expected)
    {
        await using var silo = await InspectedSilo.StartAsync();
        var (api, id) = (silo.Api, silo.Sweep);
        using var page = new PageClient(api);

        await UntilAsync(page, $"/sweeps/{id}/trials/{path}", expected);
    }

    [Fact]
    public async Task Trial_WithoutAModel_SaysWhy()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        api.Store.Complete(id, TestTrials.Diverged(api.Store.Find(id), 1));
        using var page = new PageClient(api);

        Assert.Contains("is shown when the trial has ended", await page.ReadAsync($"/sweeps/{id}/trials/0"), StringComparison.Ordinal);
        Assert.Contains("There is no model to look into", await page.ReadAsync($"/sweeps/{id}/trials/1"), StringComparison.Ordinal);
    }

    /// <summary>Loads a page again and again, as somebody without scripts does, until it says something.</summary>
    private static async Task<string> UntilAsync(PageClient page, string path, string expected)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var html = WebUtility.HtmlDecode(await page.ReadAsync(path));
            if (html.Contains(expected, StringComparison.Ordinal))
            {
                return html;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < s_patience, html);
            Assert.Contains("The silo is looking into the model", html, StringComparison.Ordinal);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestApi.Cancelled);
        }
    }

    [GeneratedRegex("<figure id=\"figure-(?<id>[^\"]*)\"", RegexOptions.None, 1_000)]
    private static partial Regex Figure();
}
