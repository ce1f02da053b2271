using System.Net;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class SweepTests
{
    [Fact]
    public async Task List_ByStateNameAndPage_FindsWhatIsAsked()
    {
        await using var api = await TestApi.StartAsync();
        var one = await api.SubmitAsync();
        var two = await api.SubmitAsync(TestApi.Yaml.Replace("name: x", "name: y", StringComparison.Ordinal));
        var three = await api.SubmitAsync();
        using var paused = await api.PostAsync($"/v1/sweeps/{one}/pause");

        Assert.Equal([three, two, one], await IdsAsync("/v1/sweeps"));
        Assert.Equal([three, two], await IdsAsync("/v1/sweeps?state=queued"));
        Assert.Equal([three, two, one], await IdsAsync("/v1/sweeps?state=queued,running&state=paused"));
        Assert.Equal([two], await IdsAsync("/v1/sweeps?name=y"));
        Assert.Equal([two], await IdsAsync("/v1/sweeps?limit=1&offset=1"));

        async Task<string[]> IdsAsync(string path) => [.. (await api.GetAsync(path, ApiJson.Default.SweepListView)).Sweeps.Select(sweep => sweep.Id)];
    }

    [Theory]
    [InlineData("/v1/sweeps?state=Queued", "queued, running, paused, draining, completed, completedWithFailures, cancelled")]
    [InlineData("/v1/sweeps?state=0", "queued")]
    [InlineData("/v1/sweeps?limit=0", "limit: found 0; a whole number, 1 to 1,000")]
    [InlineData("/v1/sweeps?limit=1001", "limit")]
    [InlineData("/v1/sweeps?limit=x", "limit")]
    [InlineData("/v1/sweeps?offset=-1", "offset")]
    [InlineData("/v1/sweeps/x/events?last=100", "last: unknown parameter")]
    [InlineData("/v1/silos?alive=true", "alive: unknown parameter; there are none here")]
    public async Task List_WrongParameter_SaysWhatIsRight(string path, string expected)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.GetAsync(path);

        Assert.Contains(expected, (await TestApi.ProblemAsync(answer, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/specification")]
    [InlineData("GET", "/summary")]
    [InlineData("GET", "/trials")]
    [InlineData("GET", "/trials/0")]
    [InlineData("GET", "/trials/0/epochs")]
    [InlineData("GET", "/trials/0/model")]
    [InlineData("GET", "/attempts")]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/retry")]
    [InlineData("DELETE", "")]
    public async Task Any_UnknownSweep_IsNotFound(string method, string path)
    {
        await using var api = await TestApi.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v1/sweeps/nobody{path}");

        using var answer = await api.Client.SendAsync(request, TestApi.Cancelled);

        Assert.Equal("there is no sweep 'nobody'", (await TestApi.ProblemAsync(answer, HttpStatusCode.NotFound)).Detail);
    }

    [Fact]
    public async Task Specification_Read_IsTheSameSweep()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync(TestApi.Yaml + "budget: {epochs: 50}\n");

        using var answer = await api.GetAsync($"/v1/sweeps/{id}/specification");
        var spec = SweepSpecReader.Read(await answer.Content.ReadAsStringAsync(TestApi.Cancelled), "back");

        Assert.Equal("application/yaml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(50, spec.Policy.Budget.Epochs);
        Assert.Equal((await api.GetAsync($"/v1/sweeps/{id}", ApiJson.Default.SweepView)).SpecificationHash, spec.Hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/specification")]
    [InlineData("/trials")]
    [InlineData("/trials/0")]
    [InlineData("/trials/0/epochs")]
    [InlineData("/attempts")]
    [InlineData("/summary")]
    public async Task Get_KnownTag_IsNotSentAgainUntilItChanges(string path)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var first = await api.GetAsync($"/v1/sweeps/{id}{path}");
        var tag = first.Headers.ETag!.ToString();

        using var second = await api.GetAsync($"/v1/sweeps/{id}{path}", ("If-None-Match", tag));
        using var weakened = await api.GetAsync($"/v1/sweeps/{id}{path}", ("If-None-Match", tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : $"W/{tag}"));
        Assert.Equal(HttpStatusCode.NotModified, weakened.StatusCode);
        using var third = await api.GetAsync($"/v1/sweeps/{id}{path}", ("If-None-Match", "\"other\""));
        api.Store.Start(id, 0);
        using var changed = await api.GetAsync($"/v1/sweeps/{id}{path}", ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Equal(tag, second.Headers.ETag!.ToString());
        Assert.Equal(path is "/specification" ? HttpStatusCode.NotModified : HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Verbs_OneAfterAnother_MoveTheSweep()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        api.Store.Start(id, 0);

        Assert.Equal(SweepState.Draining, await ApplyAsync("drain"));
        Assert.Equal(SweepState.Paused, await ApplyAsync("pause"));
        Assert.Equal(SweepState.Paused, await ApplyAsync("pause"));
        Assert.Equal(SweepState.Running, await ApplyAsync("resume"));
        Assert.Equal(SweepState.Cancelled, await ApplyAsync("cancel"));
        Assert.Equal(SweepState.Running, await ApplyAsync("retry"));

        async Task<SweepState> ApplyAsync(string verb)
        {
            using var answer = await api.PostAsync($"/v1/sweeps/{id}/{verb}");
            return (await TestApi.ReadAsync(answer, HttpStatusCode.OK, ApiJson.Default.SweepView)).State;
        }
    }

    [Theory]
    [InlineData("retry", "retry cannot be applied to the sweep 'ID', which is queued: it has not ended; its failed trials can be retried once it has")]
    [InlineData("resume", "resume cannot be applied to the sweep 'ID', which is cancelled: it has been cancelled; a retry takes it up again")]
    public async Task Verb_ThatCannotBeApplied_SaysWhy(string verb, string expected)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var cancelled = verb is "resume" ? await api.PostAsync($"/v1/sweeps/{id}/cancel") : null;

        using var answer = await api.PostAsync($"/v1/sweeps/{id}/{verb}");

        Assert.Equal(expected.Replace("ID", id, StringComparison.Ordinal), (await TestApi.ProblemAsync(answer, HttpStatusCode.Conflict)).Detail);
    }

    [Fact]
    public async Task Delete_OnlyAfterItsEnd_TakesItAway()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();

        using var early = await api.Client.DeleteAsync($"/v1/sweeps/{id}", TestApi.Cancelled);
        Assert.Contains("cancel it first", (await TestApi.ProblemAsync(early, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
        using var cancelled = await api.PostAsync($"/v1/sweeps/{id}/cancel");
        using var answer = await api.Client.DeleteAsync($"/v1/sweeps/{id}", TestApi.Cancelled);
        using var after = await api.GetAsync($"/v1/sweeps/{id}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (answer.StatusCode, after.StatusCode));
    }
}
