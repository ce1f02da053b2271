using System.Net;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>
/// Sends requests to the first silo of a cluster that answers, and moves on to the next when one does not. Everything
/// sent may be sent twice: submissions carry a key, verbs and pruning come to the same. Redirects are not followed,
/// so the token goes to the named addresses only.
/// </summary>
internal sealed class ClusterTransport : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The same of a question that takes no time, while another silo can be asked instead.</summary>
    private static readonly TimeSpan AnswerTimeoutOfOneOfMany = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Times that a call waits for as long as a silo asks it to.</summary>
    private const int MostWaits = 3;

    private readonly ClusterSettings _settings;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly SilenceNotice _silence;
    private readonly Lock _lock = new();
    private CancellationTokenSource _moved = new();
    private int _current;

    /// <summary>A way to a cluster.</summary>
    /// <param name="settings">The cluster.</param>
    /// <param name="patience">How long it may be away before a call gives up.</param>
    /// <param name="time">The clock.</param>
    public ClusterTransport(ClusterSettings settings, TimeSpan patience, TimeProvider time)
    {
        _settings = settings;
        _patience = patience;
        _time = time;
        _silence = new SilenceNotice(time);
        _http = ClusterHttp.Create(settings);
    }

    /// <summary>The silo that answered last.</summary>
    public Uri Current => _settings.Addresses[_current];

    /// <summary>Told when the cluster is silent for some seconds, and when it answers then; nobody is unless set.</summary>
    public Action<string>? Notices
    {
        get => _silence.Tell;
        set => _silence.Tell = value;
    }

    /// <summary>Sends until a silo answers. Only success is returned, with its headers; the body may still be on its way.</summary>
    /// <param name="make">Makes the request for an address; called again for each attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterException">No silo answered, or the one that did refused.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken) =>
        (await SendAsync(make, quick: false, cancellationToken).ConfigureAwait(false)).Response;

    /// <summary>Sends as the other one does, and says who answered.</summary>
    /// <param name="make">Makes the request for an address; called again for each attempt.</param>
    /// <param name="quick">Whether a silo that works answers at once: one that is silent is soon passed over for the next.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ClusterException">No silo answered, or the one that did refused.</exception>
    public async Task<ClusterAnswer> SendAsync(Func<HttpRequestMessage> make, bool quick, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var pause = FirstPause;
        var waits = 0;
        Uri? asks = null;
        ClusterException? failure = null;
        Uri? failed = null;
        await using var notice = _silence.Begin(() => asks is null ? Silent(failure, failed) : $"{ProblemText.Show(asks)} asks to wait.").ConfigureAwait(false);
        while (true)
        {
            for (var i = 0; i < _settings.Addresses.Count; i++)
            {
                var (address, moved) = Now();
                var within = quick && i + 1 < _settings.Addresses.Count ? AnswerTimeoutOfOneOfMany : AnswerTimeout;
                (var response, var refused, var wait) = await TryAsync(address, make, within, cancellationToken).ConfigureAwait(false);
                if (response is not null)
                {
                    _silence.Answered(address);
                    return new ClusterAnswer(response, address, moved);
                }

                (failure, failed) = (refused, address);
                if (wait is { } asked && waits < MostWaits)
                {
                    // What a silo asked for is no patience that is used up, and no silo that was tried in vain.
                    asks = address;
                    await Task.Delay(asked, _time, cancellationToken).ConfigureAwait(false);
                    asks = null;
                    waits++;
                    i--;
                    began = _time.GetTimestamp();
                    continue;
                }

                MoveOn(address);
            }

            if (_time.GetElapsedTime(began) + pause > _patience)
            {
                throw _settings.Addresses.Count == 1 ? failure! : new ClusterException($"none of the cluster's {_settings.Addresses.Count} addresses can be used; the last said: {failure!.Message}", failure);
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>A silo broke off: the next call begins with another one.</summary>
    public void MoveOn(Uri from)
    {
        CancellationTokenSource left;
        lock (_lock)
        {
            if (_settings.Addresses.Count == 1 || !ReferenceEquals(Current, from))
            {
                return;
            }

            _current = (_current + 1) % _settings.Addresses.Count;
            (left, _moved) = (_moved, new CancellationTokenSource());
        }

        left.Cancel();
        left.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _moved.Dispose();
    }

    private (Uri Address, CancellationToken Moved) Now()
    {
        lock (_lock)
        {
            return (Current, _moved.Token);
        }
    }

    private string Silent(ClusterException? failure, Uri? failed)
    {
        var address = ProblemText.Show(Current);
        return failure?.Problem is { Type: ApiProblemTypes.Unavailable } problem && failed is not null
            ? ProblemText.Waiting(problem, failed)
            : _settings.Addresses.Count == 1
            ? $"{address} does not answer; waiting for it."
            : $"No silo answers; waiting for one of {_settings.Addresses.Count}, now for {address}.";
    }

    /// <summary>One attempt: an answer, or why another silo should be asked, or how long this one asks to wait.</summary>
    private async Task<(HttpResponseMessage? Response, ClusterException? Failure, TimeSpan? Wait)> TryAsync(Uri address, Func<HttpRequestMessage> make, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpResponseMessage response;
        try
        {
            using var request = make();
            request.RequestUri = new Uri(address, request.RequestUri!);
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            return (null, new ClusterException(Unreachable(address, error), error), null);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new ClusterException($"{ProblemText.Show(address)} has not answered within {within.TotalSeconds:0} s. Is its process stopped, or its machine?", error), null);
        }

        if (response.IsSuccessStatusCode)
        {
            return (response, null, null);
        }

        using (response)
        {
            var problem = await ProblemAsync(response, linked.Token, cancellationToken).ConfigureAwait(false);
            var failure = new ClusterException(problem, ProblemText.Of(problem, address));
            return response.StatusCode switch
            {
                HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => (null, failure, null),
                HttpStatusCode.TooManyRequests when response.Headers.RetryAfter?.Delta is { } wait && wait <= LongestWait => (null, failure, wait),
                _ => throw failure,
            };
        }
    }

    private string Unreachable(Uri address, HttpRequestException error)
    {
        var reason = error.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"the name '{address.Host}' is not known",
            HttpRequestError.SecureConnectionError => $"the secure connection failed: {error.InnerException?.Message ?? error.Message}",
            HttpRequestError.ConnectionError => error.InnerException?.Message ?? error.Message,
            _ => error.GetBaseException().Message,
        };
        var next = _settings.IsDefault
            ? $"'{Commands.DropoutSweepCommand.ExecutableNameText} up' starts a cluster there; --cluster names another one."
            : $"Is a silo running there? The address comes from {_settings.Source}.";
        return $"no silo answers at {ProblemText.Show(address)}: {reason.TrimEnd('.')}. {next}";
    }

    /// <summary>What an answer says is wrong; one that stands still until its limit is told by its status, unless the caller was asked to stop.</summary>
    private static async Task<ApiProblem> ProblemAsync(HttpResponseMessage response, CancellationToken limit, CancellationToken asked)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return Other(status, $"what answers there is no silo: it redirects to {response.Headers.Location}; if that is the cluster, give it with --cluster");
        }

        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            try
            {
                var body = await response.Content.ReadAsByteArrayAsync(limit).ConfigureAwait(false);
                return JsonSerializer.Deserialize(body, ApiJson.Default.ApiProblem) ?? Other(status, $"status {status}");
            }
            catch (Exception error) when (error is JsonException or HttpRequestException or IOException || (error is OperationCanceledException && !asked.IsCancellationRequested))
            {
                // Told by its status below.
            }
        }

        return Other(status, $"what answers there is no silo, or none of this version: status {status} without a reason");
    }

    private static ApiProblem Other(int status, string detail) => new() { Type = ApiProblemTypes.Other, Title = "Refused", Status = status, Detail = detail };
}
