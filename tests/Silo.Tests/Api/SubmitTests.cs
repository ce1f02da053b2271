using System.Net;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class SubmitTests
{
    [Theory]
    [InlineData("application/yaml")]
    [InlineData("application/x-yaml")]
    [InlineData("text/yaml")]
    public async Task Submit_Yaml_IsCreatedWithItsFirstTrials(string type)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", TestApi.Yaml, type);
        var sweep = await TestApi.ReadAsync(answer, HttpStatusCode.Created, ApiJson.Default.SweepView);

        Assert.Equal((SweepState.Queued, "x", 4, 4), (sweep.State, sweep.Name, sweep.Planned, sweep.Trials.Pending));
        Assert.Equal($"/v1/sweeps/{sweep.Id}", answer.Headers.Location?.ToString());
        Assert.Equal(sweep, await api.GetAsync(answer.Headers.Location!.ToString(), ApiJson.Default.SweepView));
    }

    [Theory]
    [InlineData("""{"name":"x","dataset":"digits","model":{"layers":[4],"dropout":{"grid":[0,0.5]}},"replicates":2}""")]
    [InlineData("{\n\t\"name\": \"x\",\n\t\"description\": \"a \\\"quote\\\", a \\/ and \\u00fc \\ud83d\\ude00\",\n\t\"dataset\": \"digits\",\n\t\"model\": {\n\t\t\"layers\": [4],\n\t\t\"dropout\": {\"grid\": [0, 5e-1]}\n\t},\n\t\"replicates\": 2\n}\n")]
    public async Task Submit_Json_IsTheSameSweep(string json)
    {
        await using var api = await TestApi.StartAsync();
        var yaml = await api.GetAsync($"/v1/sweeps/{await api.SubmitAsync()}", ApiJson.Default.SweepView);

        using var answer = await api.PostAsync("/v1/sweeps", json, "application/json");

        Assert.Equal(yaml.SpecificationHash, (await TestApi.ReadAsync(answer, HttpStatusCode.Created, ApiJson.Default.SweepView)).SpecificationHash);
    }

    [Fact]
    public async Task Submit_JsonEscapes_AreUnderstood()
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", """{"name":"x","description":"a \/ \/ \"b\" \u00fc \ud83d\ude00","dataset":"digits","model":{"layers":[4]}}""", "application/json");

        var sweep = await TestApi.ReadAsync(answer, HttpStatusCode.Created, ApiJson.Default.SweepView);
        using var specification = await api.GetAsync($"/v1/sweeps/{sweep.Id}/specification");
        Assert.Contains("description: \"a / / \\\"b\\\" ü \\uD83D\\uDE00\"", await specification.Content.ReadAsStringAsync(TestApi.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_SameKeyAgain_AddsNothing()
    {
        await using var api = await TestApi.StartAsync();
        using var first = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Idempotency-Key", "k 1"));
        using var second = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Idempotency-Key", "k 1"));

        var one = await TestApi.ReadAsync(first, HttpStatusCode.Created, ApiJson.Default.SweepView);
        Assert.Equal(one, await TestApi.ReadAsync(second, HttpStatusCode.OK, ApiJson.Default.SweepView));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single((await api.GetAsync("/v1/sweeps", ApiJson.Default.SweepListView)).Sweeps);
    }

    [Theory]
    [InlineData("seed: 7\n", "another specification")]
    [InlineData("budget: {trials: 3}\n", "execution or budget")]
    public async Task Submit_SameKeyForAnotherSweep_IsAConflict(string more, string why)
    {
        await using var api = await TestApi.StartAsync();
        using var first = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Idempotency-Key", "k"));

        using var second = await api.PostAsync("/v1/sweeps", TestApi.Yaml + more, headers: ("Idempotency-Key", "k"));

        var problem = await TestApi.ProblemAsync(second, HttpStatusCode.Conflict);
        Assert.Contains(why, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(ApiProblemTypes.Conflict, problem.Type);
    }

    [Fact]
    public async Task Submit_KeyTooLong_IsRefused()
    {
        await using var api = await TestApi.StartAsync();

        using var query = await api.PostAsync("/v1/sweeps?key=k", TestApi.Yaml);
        Assert.Contains("key: unknown parameter", (await TestApi.ProblemAsync(query, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
        using var answer = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Idempotency-Key", new string('k', 201)));

        await TestApi.ProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Submit_Mistakes_AreAllListedWithTheirPlaces()
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", "name: x\ndataset: mnits\nmodel: {layers: [4], dropout: 1.5}\n");

        var problem = await TestApi.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(ApiProblemTypes.InvalidSpecification, problem.Type);
        Assert.Equal([(2, 10, "dataset[0]", "mnits", "mnist"), (3, 31, "model.dropout", "1.5", null)], problem.Errors!.Select(error => (error.Line, error.Column, error.Path, error.Value, error.Suggestion)).ToArray());
        Assert.Empty((await api.GetAsync("/v1/sweeps", ApiJson.Default.SweepListView)).Sweeps);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: &a [1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n")]
    [InlineData("name: x\ndataset: digits\nmodel: {layers: [4]}\nreplicates: 1000001\n")]
    [InlineData("{\"name\": \"x\",")]
    public async Task Submit_NoSpecification_IsUnprocessable(string body)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", body);

        Assert.NotEmpty((await TestApi.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).Errors!);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    public async Task Submit_OtherMediaType_IsRefused(string type)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", TestApi.Yaml, type);

        Assert.Contains("application/yaml", (await TestApi.ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NotUtf8_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        using var content = new ByteArrayContent([0x6e, 0xff, 0xfe]);
        content.Headers.ContentType = new("application/yaml");

        using var answer = await api.Client.PostAsync("/v1/sweeps", content, TestApi.Cancelled);

        await TestApi.ProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Submit_BodyOfMoreThanAMegabyte_IsTooLarge()
    {
        await using var api = await TestApi.StartAsync();
        var large = TestApi.Yaml + "#" + new string('x', ApiHost.MaxBody);

        using var answer = await api.PostAsync("/v1/sweeps", large);

        await TestApi.ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Submit_MoreThanTheLimit_IsPutOff()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { SubmissionsPerMinute = 2 });
        await api.SubmitAsync();
        await api.SubmitAsync();

        using var answer = await api.PostAsync("/v1/sweeps", TestApi.Yaml);

        await TestApi.ProblemAsync(answer, HttpStatusCode.TooManyRequests);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(2, (await api.GetAsync("/v1/sweeps", ApiJson.Default.SweepListView)).Sweeps.Count);
    }

    [Fact]
    public async Task Json_States_AreInCamelCase()
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", TestApi.Yaml + "budget: {hours: 2}\nexecution: {priority: -3}\n");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestApi.Cancelled));

        Assert.Equal("queued", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(-3, json.RootElement.GetProperty("priority").GetInt32());
        Assert.False(json.RootElement.TryGetProperty("endedAt", out _));
    }
}
