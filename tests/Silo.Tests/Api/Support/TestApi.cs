using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>A real server on a free port of loopback, over a store in memory unless told otherwise.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    public const string Yaml = "name: x\ndataset: digits\nmodel: {layers: [4], dropout: {grid: [0, 0.5]}}\nreplicates: 2\n";

    private readonly WebApplication _app;

    private readonly ISweepStore _store;

    private TestApi(WebApplication app, ISweepStore store)
    {
        _app = app;
        _store = store;
        Client = new HttpClient { BaseAddress = ApiHost.AddressOf(app) };
    }

    /// <summary>The store in memory, where the test gave no other.</summary>
    public FakeSweepStore Store => (FakeSweepStore)_store;

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestApi> StartAsync(ApiOptions? options = null, IReadiness? readiness = null, Action<WebApplication>? more = null, ISweepStore? store = null, ILoggerFactory? loggers = null, IDatasetSource? datasets = null, TimeProvider? time = null)
    {
        store ??= new FakeSweepStore();
        var app = ApiHost.Build(options ?? new ApiOptions(), new ApiServices { Store = store, Version = "1.2.3", Readiness = readiness ?? new AlwaysReady(), Loggers = loggers ?? NullLoggerFactory.Instance, Datasets = datasets, Time = time ?? TimeProvider.System });
        more?.Invoke(app);
        await app.StartAsync(Cancelled);
        return new TestApi(app, store);
    }

    /// <summary>Submits a sweep and hands back its id.</summary>
    public async Task<string> SubmitAsync(string yaml = Yaml)
    {
        using var answer = await PostAsync("/v1/sweeps", yaml);
        return (await ReadAsync(answer, HttpStatusCode.Created, ApiJson.Default.SweepView)).Id;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string? body = null, string type = "application/yaml", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        return await SendAsync(request, headers);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, headers);
    }

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using var answer = await GetAsync(path);
        return await ReadAsync(answer, HttpStatusCode.OK, type);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, HttpStatusCode status, JsonTypeInfo<T> type)
    {
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
        return (await answer.Content.ReadFromJsonAsync(type, Cancelled))!;
    }

    /// <summary>Asserts that an answer is a problem and hands it back.</summary>
    public static async Task<ApiProblem> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var problem = await ReadAsync(answer, status, ApiJson.Default.ApiProblem);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, problem.Status);
        Assert.NotEmpty(problem.Detail!);
        return problem;
    }

    public Task StopAsync() => _app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }
}
