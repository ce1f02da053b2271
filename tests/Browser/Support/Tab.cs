using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DropoutSweep.Browser.Support;

/// <summary>A window with one page, which notes what went wrong and where it asked.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _hosts = new();

    public Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Request += (_, request) => _hosts.Enqueue(new Uri(request.Url).Host);
    }

    public IPage Page { get; }

    /// <summary>What the console said that nobody wants to see there.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>Asserts that nothing went wrong but the connections that a killed silo cost, and that nothing was asked elsewhere.</summary>
    public void AssertClean()
    {
        Assert.DoesNotContain(_errors, error => !error.Contains("net::ERR_", StringComparison.Ordinal));
        Assert.All(_hosts, host => Assert.Equal("127.0.0.1", host));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
