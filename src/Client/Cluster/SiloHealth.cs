using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>
/// Asks one silo's probes how it is. No token is sent, as the probes want none, and a certificate is not looked at where
/// the silo is on this machine: it is made out to another name than loopback's.
/// </summary>
internal sealed class SiloHealth : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A probe.</summary>
    /// <param name="address">The silo.</param>
    /// <param name="patience">How long its answer may take.</param>
    public SiloHealth(Uri address, TimeSpan patience)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback };
        if (address.IsLoopback)
        {
#pragma warning disable CA5359 // Nothing secret is sent to this machine's own silo, and nothing but a status is taken from it.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        _http = new HttpClient(handler) { BaseAddress = address, Timeout = patience };
    }

    /// <summary>Why the silo's process is not well; null when it answers.</summary>
    public Task<string?> AliveAsync(CancellationToken cancellationToken) => AskAsync("/healthz", cancellationToken);

    /// <summary>Why the silo takes no trials; null when it is ready.</summary>
    public Task<string?> ReadyAsync(CancellationToken cancellationToken) => AskAsync("/readyz", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string?> AskAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : await ReasonAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            return $"it does not answer: {error.InnerException?.Message ?? error.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it does not answer within {_http.Timeout.TotalSeconds:0.#} s";
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = $"it answers with status {(int)response.StatusCode}";
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, ApiJson.Default.ApiProblem) is { Reasons: { Count: > 0 } reasons } ? string.Join("; ", reasons) : status;
        }
        catch (JsonException)
        {
            return status;
        }
    }
}
