using System.Net;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

public sealed class FormTests
{
    [Theory]
    [InlineData("pause", SweepState.Paused)]
    [InlineData("cancel", SweepState.Cancelled)]
    public async Task Verb_FromThePage_IsDone(string verb, SweepState state)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);

        using var answer = await page.SendAsync($"/sweeps/{id}", $"/sweeps/{id}/{verb}");

        Assert.Equal((HttpStatusCode.SeeOther, $"/sweeps/{id}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(state, api.Store.Find(id).Record.State);
    }

    [Theory]
    [InlineData("/sweeps/{id}/cancel")]
    [InlineData("/submit")]
    [InlineData("/sign-out")]
    public async Task Form_WithoutThePagesToken_IsRefused(string path)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var page = new PageClient(api);
        await page.ReadAsync($"/sweeps/{id}");

        using var without = await page.SendBareAsync(path.Replace("{id}", id, StringComparison.Ordinal), ("specification", TestApi.Yaml));
        using var wrong = await page.SendBareAsync(path.Replace("{id}", id, StringComparison.Ordinal), ("specification", TestApi.Yaml), ("form", "x"));

        Assert.Contains("does not come from this page", await PageClient.ReadAsync(without, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(SweepState.Queued, api.Store.Find(id).Record.State);
    }

    [Fact]
    public async Task Form_OfAnotherSiloOfTheStore_Counts()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        await using var other = await TestApi.StartAsync(store: api.Store);
        using var page = new PageClient(api);

        using var answer = await page.SendAsync($"/sweeps/{id}", new Uri(other.Client.BaseAddress!, $"/sweeps/{id}/pause").AbsoluteUri);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(SweepState.Paused, api.Store.Find(id).Record.State);
    }

    [Fact]
    public async Task Submit_WrongSpecification_IsShownAtItsLineAndKept()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);

        using var answer = await page.SendAsync("/submit", "/submit", ("specification", "name: x\nmodell: {}\ndataset: <b>\n"));
        var html = await PageClient.ReadAsync(answer, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("<li id=\"line-2\" class=\"wrong\"><code>modell: {}</code>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#line-2\"", html, StringComparison.Ordinal);
        Assert.Contains("dataset: &lt;b&gt;&#xA;</textarea>", html, StringComparison.Ordinal);
        Assert.Empty(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));
    }

    [Fact]
    public async Task Submit_SentTwice_SubmitsOnce()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);
        var key = "page-" + new string('a', 32);

        using var first = await page.SendAsync("/submit", "/submit", ("specification", TestApi.Yaml), ("key", key));
        using var second = await page.SendAsync("/submit", "/submit", ("specification", TestApi.Yaml), ("key", key));

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.StartsWith("/sweeps/x-", first.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));
    }
}
