using System.Net;
using System.Text.RegularExpressions;
using DropoutSweep.Figures.Theme;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

public sealed partial class PageTests
{
    private const string Evil = "<script>alert(1)</script>\"'&";

    [Fact]
    public async Task Home_WithoutSweeps_SaysHowToBegin()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);

        var html = await page.ReadAsync("/");

        Assert.Contains("There is no sweep yet.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/submit\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_StoreAway_SaysSoAndComesBackByItself()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);
        api.Store.IsAway = true;

        using var answer = await page.Http.GetAsync("/", TestApi.Cancelled);
        var html = await PageClient.ReadAsync(answer, HttpStatusCode.ServiceUnavailable);
        api.Store.IsAway = false;
        using var back = await page.Http.GetAsync("/", TestApi.Cancelled);

        Assert.Contains("The store has not answered for 5 seconds", html, StringComparison.Ordinal);
        Assert.Contains("tries again by itself", html, StringComparison.Ordinal);
        Assert.Equal("5", Assert.Single(answer.Headers.GetValues("Refresh")));
        Assert.Contains("There is no sweep yet.", await PageClient.ReadAsync(back, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.False(back.Headers.Contains("Refresh"));
    }

    [Fact]
    public async Task Home_WithSweeps_ShowsTheirProgress()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        var sweep = api.Store.Find(id);
        api.Store.Start(id, 0);
        api.Store.Complete(id, TestTrials.Completed(sweep, 0, 0.9));
        using var page = new PageClient(api);

        var html = await page.ReadAsync("/");

        Assert.Contains($"href=\"/sweeps/{id}\"", html, StringComparison.Ordinal);
        Assert.Contains("max=\"4\" value=\"1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_WithResults_HasAnswerFiguresConfigurationsAndTrials()
    {
        var (id, html) = await ReadTrainedAsync(replicates: 4);

        Assert.Equal(7, Figure().Count(html));
        Assert.DoesNotContain("is-empty", html[html.IndexOf("figure-accuracy-by-rate", StringComparison.Ordinal)..html.IndexOf("figure-gap-by-rate", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains("Picked on validation", html, StringComparison.Ordinal);
        Assert.Contains("helps by", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"href=\"/sweeps/{id}/trials/3\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("verb-cancel", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_OfManySeeds_DrawsTheCurvesOfSomeAndSaysSo()
    {
        var (_, html) = await ReadTrainedAsync(replicates: 70);

        Assert.Contains("the curves of 64 of 70 seeds are drawn", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_Page_HasScoresEpochsAttemptsAndModel()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        api.Store.Start(id, 0);
        api.Store.Complete(id, TestTrials.Completed(api.Store.Find(id), 0, 0.9), [1, 2, 3], TestTrials.Epoch(1), TestTrials.Epoch(2));
        using var page = new PageClient(api);

        var html = await page.ReadAsync($"/sweeps/{id}/trials/0");

        Assert.Contains($"href=\"/v1/sweeps/{id}/trials/0/model\"", html, StringComparison.Ordinal);
        Assert.Contains("90.00", html, StringComparison.Ordinal);
        Assert.Contains("2 epochs", html, StringComparison.Ordinal);
        Assert.Contains("figure-learning-curve", html, StringComparison.Ordinal);
        Assert.Contains("silo-1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_Page_ShowsThemAndLinksThoseThatServe()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Silos.Add(new SiloRecord { Id = "one", Host = "here", Process = 1, Slots = 2, Engine = "sql", Version = "1", VectorBits = 256, Address = "http://127.0.0.1:7", Alive = true });
        api.Store.Silos.Add(new SiloRecord { Id = "two", Host = "here", Process = 2, Slots = 2, Engine = "sql", Version = "1", VectorBits = 256, Address = "javascript:alert(1)", Alive = true });
        using var page = new PageClient(api);

        var html = await page.ReadAsync("/silos");

        Assert.Contains("<a href=\"http://127.0.0.1:7\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_Page_OfOrleans_ShowsItsMembers()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Memberships.Add(TestMembers.Table);
        api.Store.Silos.Add(TestMembers.Silo("orleans"));
        using var page = new PageClient(api);

        var html = await page.ReadAsync("/silos");

        Assert.Contains("orleans, version 1", html, StringComparison.Ordinal);
        Assert.Contains("Members of the Orleans cluster dropoutsweep", html, StringComparison.Ordinal);
        Assert.Contains("1 member active, 1 dead", html, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:11002@2", html, StringComparison.Ordinal);
        Assert.Contains("tone-bad\">dead", html, StringComparison.Ordinal);
        Assert.Contains("tone-warn\">shutting down", html, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:11001@1, 2026-01-02 03:09:05 UTC", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silos_Page_OfSql_ShowsNoMembers()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Memberships.Add(TestMembers.Table);
        api.Store.Silos.Add(TestMembers.Silo("sql"));
        using var page = new PageClient(api);

        Assert.DoesNotContain("Members of", await page.ReadAsync("/silos"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/silos")]
    [InlineData("/submit")]
    [InlineData("/nowhere")]
    [InlineData("/sweeps/{id}")]
    [InlineData("/sweeps/{id}/trials/0")]
    public async Task EveryPage_HasAStrictPolicyThatItKeeps(string path)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        Train(api, id);
        using var page = new PageClient(api);

        using var answer = await page.Http.GetAsync(path.Replace("{id}", id, StringComparison.Ordinal), TestApi.Cancelled);
        var html = await answer.Content.ReadAsStringAsync(TestApi.Cancelled);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();

        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotMatch(InlineStyleOrHandler(), html);
        Assert.All(Script().Matches(html), script => Assert.Contains("src=\"/assets/", script.Value, StringComparison.Ordinal));

        // A style sheet within the document would have the browser work out all of its style again with every figure that is drawn anew.
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.Contains(FigureTheme.Css, await page.Http.GetStringAsync(StyleSheet().Match(html).Groups["path"].Value, TestApi.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TextsOfUsers_AreEscapedEverywhere()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        var sweep = api.Store.Find(id);
        sweep.Rename(Evil);
        api.Store.Start(id, 0);
        var failed = TestTrials.Diverged(sweep, 0);
        api.Store.Complete(id, failed with { Failure = failed.Failure! with { Message = Evil } });
        using var page = new PageClient(api);

        foreach (var path in new[] { "/", $"/sweeps/{id}", $"/sweeps/{id}/trials/0", "/silos", $"/sweeps/{Uri.EscapeDataString(Evil)}" })
        {
            using var answer = await page.Http.GetAsync(path, TestApi.Cancelled);
            var html = await answer.Content.ReadAsStringAsync(TestApi.Cancelled);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.True(path is "/silos" || html.Contains("&lt;script&gt;alert(1)", StringComparison.Ordinal), path);
        }
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/sweeps/none", HttpStatusCode.NotFound)]
    [InlineData("/sweeps/{id}/trials/99", HttpStatusCode.NotFound)]
    public async Task NotFound_ForAPerson_IsAPage(string path, HttpStatusCode status)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);

        Assert.Contains("There is no such thing", await page.ReadAsync(path.Replace("{id}", id, StringComparison.Ordinal), status), StringComparison.Ordinal);
        using var program = await api.GetAsync(path, ("Accept", "application/json"));
        await TestApi.ProblemAsync(program, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Store_Away_IsSaidOnAPage()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Failure = new StoreException("the database is away");
        using var page = new PageClient(api);

        Assert.Contains("the database is away", await page.ReadAsync("/silos", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_AreKeptForGood_AndKnownOnesNotSentAgain()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);
        var path = Script().Match(await page.ReadAsync("/")).Groups["path"].Value;

        using var first = await page.Http.GetAsync(path, TestApi.Cancelled);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await page.Http.SendAsync(again, TestApi.Cancelled);
        using var old = await page.Http.GetAsync("/assets/0000/page.js", TestApi.Cancelled);

        Assert.Equal("public, max-age=31536000, immutable", first.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("no-cache", old.Headers.GetValues("Cache-Control").Single());
        Assert.True((await first.Content.ReadAsStringAsync(TestApi.Cancelled)).Split('\n').Length < 300);
    }

    [Fact]
    public async Task Trials_Many_AreShownByPages()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync("name: many\ndataset: digits\nmodel: {layers: [4], dropout: {grid: [0, 0.5]}}\nreplicates: 60\n");
        using var page = new PageClient(api);

        var first = await page.ReadAsync($"/sweeps/{id}");
        var third = await page.ReadAsync($"/sweeps/{id}?trials=100&sort=seconds");

        Assert.Equal(50, TrialLink().Count(first));
        Assert.Contains($"href=\"/sweeps/{id}?trials=50#trials\"", first, StringComparison.Ordinal);
        Assert.Equal(20, TrialLink().Count(third));
        Assert.Contains("101 to 120 of 120", third, StringComparison.Ordinal);
    }

    /// <summary>The page of a sweep of so many seeds whose trials have all completed.</summary>
    private static async Task<(string Id, string Html)> ReadTrainedAsync(int replicates)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync(TestApi.Yaml.Replace("replicates: 2", $"replicates: {replicates}", StringComparison.Ordinal));
        Train(api, id);
        using var page = new PageClient(api);
        return (id, await page.ReadAsync($"/sweeps/{id}"));
    }

    internal static void Train(TestApi api, string id)
    {
        var sweep = api.Store.Find(id);
        for (var number = 0; number < sweep.Trials.Count; number++)
        {
            api.Store.Start(id, number);

            // Configuration 1 drops; it does better, by almost the same with each seed.
            var trial = sweep.Trials[number].Record.Trial;
            api.Store.Complete(id, TestTrials.Completed(sweep, number, 0.9 + (0.02 * trial.Configuration) + (0.0001 * trial.Replicate * (trial.Configuration + 1))), null, TestTrials.Epoch(1), TestTrials.Epoch(2));
        }
    }

    [GeneratedRegex("<figure id=\"figure-", RegexOptions.None, 1_000)]
    private static partial Regex Figure();

    [GeneratedRegex("<[^>]* (?:style|on[a-z]+)=", RegexOptions.None, 1_000)]
    private static partial Regex InlineStyleOrHandler();

    [GeneratedRegex("<script src=\"(?<path>[^\"]*)\"|<script", RegexOptions.None, 1_000)]
    private static partial Regex Script();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"(?<path>[^\"]*)\"", RegexOptions.None, 1_000)]
    private static partial Regex StyleSheet();

    [GeneratedRegex("<th scope=\"row\"><a href=\"/sweeps/[^\"]*/trials/", RegexOptions.None, 1_000)]
    private static partial Regex TrialLink();
}
