using DropoutSweep.Tests.Support;
using Microsoft.Playwright;

namespace DropoutSweep.Browser.Support;

/// <summary>The system's Chromium, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it is; null when there is none.</summary>
    public static string? Place { get; } = Environment.GetEnvironmentVariable("DROPOUTSWEEP_CHROMIUM") ?? Array.Find(s_places, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Place is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Place, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        }
    }

    /// <summary>A new window, with nothing kept from another; skips the test where there is no Chromium.</summary>
    public async Task<Tab> OpenAsync(int width = 1440, int height = 900, bool dark = false)
    {
        RealThing.Require(_browser is null ? "No Chromium: install it, or name it in DROPOUTSWEEP_CHROMIUM." : null);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Tab(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
