using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>A server that answers everything alike, or all but the first request, and keeps what the requests were authorized by.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _authorizations;

    private AnsweringServer(WebApplication app, ConcurrentQueue<string> authorizations)
    {
        _app = app;
        _authorizations = authorizations;
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>The header Authorization of each request, empty when it had none.</summary>
    public IReadOnlyList<string> Authorizations => [.. _authorizations];

    /// <summary>Starts it.</summary>
    /// <param name="status">The status of its answers; 429 asks to come back in a second.</param>
    /// <param name="location">Where they redirect to.</param>
    /// <param name="later">The status of all but the first; null for the same.</param>
    public static async Task<AnsweringServer> StartAsync(HttpStatusCode status, Uri? location = null, HttpStatusCode? later = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var authorizations = new ConcurrentQueue<string>();
        app.Run(context =>
        {
            var now = authorizations.IsEmpty ? status : later ?? status;
            authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = (int)now;
            if (now == HttpStatusCode.TooManyRequests)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            if (location is not null)
            {
                context.Response.Headers.Location = location.ToString();
            }

            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AnsweringServer(app, authorizations);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
