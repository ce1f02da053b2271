using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Cluster;

/// <summary>A cluster's HTTP API, typed. Every call throws <see cref="ClusterException"/> when the cluster cannot be reached or refuses.</summary>
internal sealed class SiloClient(ClusterTransport transport, TimeProvider time) : IDisposable
{
    private const string Root = "/v1";

    /// <summary>A client for a cluster.</summary>
    /// <param name="settings">The cluster.</param>
    /// <param name="patience">How long the whole cluster may be away before a call gives up.</param>
    /// <param name="time">The clock.</param>
    public static SiloClient Create(ClusterSettings settings, TimeSpan patience, TimeProvider time) => new(new ClusterTransport(settings, patience, time), time);

    /// <summary>The silo that answered last.</summary>
    public Uri Address => transport.Current;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Told when the cluster is silent for some seconds, and when it answers then; nobody is unless set.</summary>
    public Action<string>? Notices
    {
        get => transport.Notices;
        set => transport.Notices = value;
    }

    /// <summary>What answers.</summary>
    public Task<InfoView> InfoAsync(CancellationToken cancellationToken) => GetAsync($"{Root}/info", ApiJson.Default.InfoView, cancellationToken);

    /// <summary>The silos that share the store.</summary>
    public Task<SiloListView> SilosAsync(CancellationToken cancellationToken) => GetAsync($"{Root}/silos", ApiJson.Default.SiloListView, cancellationToken);

    /// <summary>Sweeps, the youngest first.</summary>
    public Task<SweepListView> SweepsAsync(string? state, string? name, int offset, int limit, CancellationToken cancellationToken)
    {
        var query = new QueryText().Add("state", state).Add("name", name).Add("offset", offset).Add("limit", limit);
        return GetAsync($"{Root}/sweeps{query}", ApiJson.Default.SweepListView, cancellationToken);
    }

    /// <summary>A sweep; null when there is none with that id.</summary>
    public async Task<SweepView?> FindSweepAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(Sweep(id), ApiJson.Default.SweepView, cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterException error) when (error.Problem?.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A sweep that was there a moment ago.</summary>
    public Task<SweepView> SweepAsync(string id, CancellationToken cancellationToken) => GetAsync(Sweep(id), ApiJson.Default.SweepView, cancellationToken);

    /// <summary>A sweep's specification with every default written out.</summary>
    public async Task<string> SpecificationAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(() => Request(HttpMethod.Get, $"{Sweep(id)}/specification"), cancellationToken).ConfigureAwait(false);
        return await WholeAsync(response, response.Content.ReadAsStringAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Submits a sweep; with the same key again it adds nothing.</summary>
    /// <returns>The sweep, and whether this call added it.</returns>
    public async Task<(SweepView Sweep, bool Created)> SubmitAsync(string specification, string key, CancellationToken cancellationToken)
    {
        var answer = await transport.SendAsync(
            () =>
            {
                var request = Request(HttpMethod.Post, $"{Root}/sweeps");
                request.Headers.Add("Idempotency-Key", key);
                request.Content = new StringContent(specification, Encoding.UTF8, new MediaTypeHeaderValue("application/yaml"));
                return request;
            },
            quick: true,
            cancellationToken).ConfigureAwait(false);
        using var response = answer.Response;
        return (await ReadAsync(response, ApiJson.Default.SweepView, cancellationToken).ConfigureAwait(false), response.StatusCode == HttpStatusCode.Created);
    }

    /// <summary>Applies a verb to a sweep.</summary>
    public async Task<SweepView> ApplyAsync(string id, SweepVerb verb, CancellationToken cancellationToken)
    {
        var path = $"{Sweep(id)}/{EnumNames.Of(verb)}";
        using var response = (await transport.SendAsync(() => Request(HttpMethod.Post, path), quick: true, cancellationToken).ConfigureAwait(false)).Response;
        return await ReadAsync(response, ApiJson.Default.SweepView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of a sweep's trials.</summary>
    /// <param name="id">The sweep.</param>
    /// <param name="query">Query parameters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<TrialListView> TrialsAsync(string id, QueryText query, CancellationToken cancellationToken) =>
        GetAsync($"{Sweep(id)}/trials{query}", ApiJson.Default.TrialListView, cancellationToken);

    /// <summary>A page of a sweep's trials as CSV.</summary>
    public async Task<string> TrialsCsvAsync(string id, QueryText query, CancellationToken cancellationToken)
    {
        query.Add("format", "csv");
        using var response = await transport.SendAsync(() => Request(HttpMethod.Get, $"{Sweep(id)}/trials{query}"), cancellationToken).ConfigureAwait(false);
        return await WholeAsync(response, response.Content.ReadAsStringAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>A trial with its confusion matrix; null when there is none.</summary>
    public async Task<TrialView?> FindTrialAsync(string id, int trial, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync($"{Sweep(id)}/trials/{trial}", ApiJson.Default.TrialView, cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterException error) when (error.Problem?.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A trial's model as a safetensors file; null when none is kept.</summary>
    public async Task<byte[]?> FindModelAsync(string id, int trial, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await transport.SendAsync(() => Request(HttpMethod.Get, $"{Sweep(id)}/trials/{trial}/model"), cancellationToken).ConfigureAwait(false);
            return await WholeAsync(response, response.Content.ReadAsByteArrayAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (ClusterException error) when (error.Problem?.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The epochs of all ended trials, by trial number.</summary>
    public async IAsyncEnumerable<TrialEpochs> EpochsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(() => Request(HttpMethod.Get, $"{Sweep(id)}/epochs"), cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(await WholeAsync(response, response.Content.ReadAsStreamAsync(cancellationToken)).ConfigureAwait(false));
        while (await WholeAsync(response, reader.ReadLineAsync(cancellationToken).AsTask()).ConfigureAwait(false) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, ApiJson.Default.TrialEpochs) ?? throw new ClusterException("the cluster sent an empty line of epochs.");
        }
    }

    /// <summary>Everything that figures of a trial's model show.</summary>
    /// <param name="id">The sweep.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="image">The test image that activations are read for.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="pixels">An image of one's own in its place; null for the test image.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ModelInspection> InspectAsync(string id, int trial, int image, int mask, byte[]? pixels, CancellationToken cancellationToken)
    {
        var path = $"{Sweep(id)}/trials/{trial}/inspection{new QueryText().Add("image", pixels is null ? image : null).Add("mask", mask)}";
        using var response = await transport.SendAsync(
            () =>
            {
                var request = Request(pixels is null ? HttpMethod.Get : HttpMethod.Post, path);
                if (pixels is not null)
                {
                    request.Content = new ByteArrayContent(pixels) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
                }

                return request;
            },
            cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, ApiJson.Default.ModelInspection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A trial's epochs so far.</summary>
    public Task<EpochListView> TrialEpochsAsync(string id, int trial, CancellationToken cancellationToken) =>
        GetAsync($"{Sweep(id)}/trials/{trial}/epochs", ApiJson.Default.EpochListView, cancellationToken);

    /// <summary>Every attempt of a sweep by start.</summary>
    public Task<AttemptListView> AttemptsAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"{Sweep(id)}/attempts", ApiJson.Default.AttemptListView, cancellationToken);

    /// <summary>Frees what is no longer needed.</summary>
    public async Task<PruneOutcome> PruneAsync(PruneBody body, CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(
            () =>
            {
                var request = Request(HttpMethod.Post, $"{Root}/prune");
                request.Content = JsonContent.Create(body, ApiJson.Default.PruneBody);
                return request;
            },
            cancellationToken).ConfigureAwait(false);
        return await ReadAsync(response, ApiJson.Default.PruneOutcome, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A sweep's events behind a number until the sweep's end; what breaks off goes on, at another silo if need be.</summary>
    public IAsyncEnumerable<EventView> EventsAsync(string id, long after, CancellationToken cancellationToken) =>
        new EventFeed(this, transport, $"{Sweep(id)}/events?until=end", id).ReadAsync(after, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    /// <summary>A request for a path, whose host the transport fills in.</summary>
    internal static HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(path, UriKind.Relative));

    private static string Sweep(string id) => $"{Root}/sweeps/{Uri.EscapeDataString(id)}";

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = (await transport.SendAsync(() => Request(HttpMethod.Get, path), quick: true, cancellationToken).ConfigureAwait(false)).Response;
        return await ReadAsync(response, type, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await WholeAsync(response, response.Content.ReadFromJsonAsync(type, cancellationToken)).ConfigureAwait(false)
                ?? throw new ClusterException($"{response.RequestMessage?.RequestUri} answered nothing.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new ClusterException($"{response.RequestMessage?.RequestUri} answered what no silo of this version does: {error.Message}", error);
        }
    }

    /// <summary>What is read of an answer, or that it broke off.</summary>
    private static async Task<T> WholeAsync<T>(HttpResponseMessage response, Task<T> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new ClusterException($"{response.RequestMessage?.RequestUri} broke off: {error.Message} Try again.", error);
        }
    }
}
