using System.Net;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Silo.Tests.Hosting;

/// <summary>A real silo whose folder of data sets is empty at first, as a shared volume that an init step still fills.</summary>
public sealed class DatasetReadinessTests : IDisposable
{
    private const string Sweep = "name: waits\ndataset: mnist\nmodel: {layers: [4]}\ntraining: {epochs: 1, batch_size: 512}\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Silo_WithoutItsData_IsNotReadyAndSaysWhy_UntilTheyAppear()
    {
        var mnist = new DatasetLoader(DatasetSources.FromEnvironment() with { Download = false }).Locate("mnist");
        Assert.SkipWhen(mnist.Files.Count == 0, $"MNIST is not on this machine: set {DatasetSources.EnvironmentVariable} to a folder that holds mnist/.");
        Directory.CreateDirectory(_folder["data"]);
        await using var silo = await StartAsync();
        using var client = new HttpClient { BaseAddress = silo.Address };
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(client));

        await SubmitAsync(client);
        await UntilAsync(async () => await ReadyAsync(client) == HttpStatusCode.ServiceUnavailable, "the silo to miss its data");
        using (var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Token))
        {
            var problem = await Api.Support.TestApi.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable);
            Assert.Equal("Data set 'mnist' is not available: its files are not on this machine, and there is no cache folder to download to.", Assert.Single(problem.Reasons!));
        }

        // As an init step leaves it: nobody but its owner may write there, and the files cannot be written at all.
        Directory.CreateDirectory(_folder["data/mnist"]);
        foreach (var file in mnist.Files)
        {
            var copy = _folder[Path.Combine("data/mnist", Path.GetFileName(file))];
            File.Copy(file, copy);
            File.SetAttributes(copy, FileAttributes.ReadOnly);
        }

        var before = Listing();
        await UntilAsync(async () => await ReadyAsync(client) == HttpStatusCode.OK, "the silo to find its data");
        await UntilAsync(async () => (await StateAsync(client)).Contains("completed", StringComparison.Ordinal), "the sweep's end");
        Assert.Equal(before, Listing());
    }

    [Fact]
    public async Task Silo_WhoseSweepWasCancelled_IsReadyAgain()
    {
        Directory.CreateDirectory(_folder["data"]);
        await using var silo = await StartAsync();
        using var client = new HttpClient { BaseAddress = silo.Address };
        var id = await SubmitAsync(client);
        await UntilAsync(async () => await ReadyAsync(client) == HttpStatusCode.ServiceUnavailable, "the silo to miss its data");

        using var cancelled = await client.PostAsync(new Uri($"/v1/sweeps/{id}/cancel", UriKind.Relative), content: null, Token);

        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        await UntilAsync(async () => await ReadyAsync(client) == HttpStatusCode.OK, "the silo to be ready again");
    }

    private static async Task<HttpStatusCode> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Token);
        return answer.StatusCode;
    }

    private static async Task<string> SubmitAsync(HttpClient client)
    {
        using var body = new StringContent(Sweep, System.Text.Encoding.UTF8, "application/yaml");
        using var answer = await client.PostAsync(new Uri("/v1/sweeps", UriKind.Relative), body, Token);
        return (await Api.Support.TestApi.ReadAsync(answer, HttpStatusCode.Created, ApiJson.Default.SweepView)).Id;
    }

    private static Task<string> StateAsync(HttpClient client) => client.GetStringAsync(new Uri("/v1/sweeps?state=completed", UriKind.Relative), Token);

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }

    private async Task<SiloHost> StartAsync() => await SiloHost.StartAsync(
        new SiloHostOptions
        {
            Store = _folder["sweeps.db"],
            Slots = 1,
            Datasets = new FolderDatasetSource(new DatasetSources { DataDirectory = _folder["data"], CacheDirectory = null }),
            Engine = new EngineOptions { AvoidFor = TimeSpan.FromMilliseconds(300) },
        },
        opened: null,
        Token);

    private string[] Listing() => [.. Directory.GetFiles(_folder["data"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
