using System.Globalization;
using System.Text.RegularExpressions;
using DropoutSweep.Browser.Support;
using DropoutSweep.EndToEnd;
using DropoutSweep.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DropoutSweep.Browser;

/// <summary>The live page as people use it, on real silos.</summary>
public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private const string Long = """
        name: watched
        dataset: digits
        model:
          layers: {grid: [[32], [16]]}
          dropout: {grid: [0, 0.3, 0.6]}
        training: {batch_size: 128, epochs: 2}
        replicates: 40
        """;

    private const string Short = """
        name: looked-at
        dataset: digits
        model:
          layers: {grid: [[32], [16]]}
          dropout: {grid: [0, 0.3, 0.6]}
        training: {batch_size: 128, epochs: 3}
        replicates: 3
        """;

    private static readonly LocatorAssertionsToBeVisibleOptions s_patient = new() { Timeout = 90_000 };

    private readonly TemporaryFolder _folder = new();
    private readonly List<ClusterProcess> _silos = [];

    [Fact]
    public async Task Sweep_ItsSiloKilled_GoesOnOnAnother()
    {
        await using var tab = await chromium.OpenAsync();
        var page = tab.Page;
        var (first, address) = await StartAsync();
        var (_, other) = await StartAsync();

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Submit", Exact = true }).ClickAsync();
        await page.GetByLabel("Specification (YAML)").FillAsync(Long);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(SweepAddress("watched"));
        await Expect(page.GetByText("No trial has completed yet. The figures")).ToBeVisibleAsync();
        await Expect(page.Locator("#figure-accuracy-by-rate:not(.is-empty)")).ToBeVisibleAsync(s_patient);
        await Expect(page.Locator("#figure-timeline:not(.is-empty)")).ToBeVisibleAsync(s_patient);
        Assert.Empty(tab.Errors);

        first.Kill();
        await page.WaitForURLAsync(other + "/sweeps/watched-*", new() { Timeout = 60_000 });
        var ended = await EndedAsync(page);
        await page.WaitForFunctionAsync("(before) => document.querySelector('#sweep progress').value > before", ended, new() { Timeout = 90_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(page.Locator("#sweep .state")).ToHaveTextAsync("cancelled");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeVisibleAsync();
        tab.AssertClean();
    }

    [Fact]
    public async Task Silo_LastOneKilled_IsSaidPlainly_AndThePageGoesOnWhenItIsBack()
    {
        await using var tab = await chromium.OpenAsync();
        var page = tab.Page;
        var (silo, address) = await StartAsync();
        await page.GotoAsync(address + "/silos");
        await Expect(page.Locator("#silos article")).ToHaveCountAsync(1);

        silo.Kill();
        await Expect(page.Locator("#line")).ToContainTextAsync("The line to this silo is lost");
        await StartAsync(new Uri(address).Port);

        await Expect(page.Locator("#line")).ToBeHiddenAsync();
        tab.AssertClean();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_StopsOrStandsStill_IsSaidPlainly_AndThePageGoesOnWhenItIsBack(bool still)
    {
        RealThing.Require(PostgresServer.Missing);
        var token = TestContext.Current.CancellationToken;
        await using var server = await PostgresServer.StartNewAsync(token);
        await using var tab = await chromium.OpenAsync();
        var page = tab.Page;
        var (_, address) = await StartAsync(store: await server.CreateDatabaseAsync(token));
        await page.GotoAsync(address + "/silos");
        await Expect(page.Locator("#silos article")).ToHaveCountAsync(1);

        await (still ? server.FreezeAsync() : server.StopAsync());
        var wrong = new List<string>();
        try
        {
            // Ten seconds it takes to say so, and some to ask.
            await Expect(page.Locator("#line")).ToContainTextAsync("The store does not answer at present", new() { Timeout = 20_000 });
            await LookAsync(wrong, page, still ? "still" : "away", width: 1280, dark: false);
        }
        finally
        {
            await (still ? server.ThawAsync() : server.StartAsync(token));
        }

        await Expect(page.Locator("#line")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        Assert.Empty(wrong);
        tab.AssertClean();
    }

    [Fact]
    public async Task Keyboard_Alone_SubmitsAndCancels()
    {
        await using var tab = await chromium.OpenAsync();
        var page = tab.Page;
        var (_, address) = await StartAsync();
        await page.GotoAsync(address + "/submit");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("specification", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(Long);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Submit", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(SweepAddress("watched"));
        await Expect(page.Locator("#figure-timeline:not(.is-empty)")).ToBeVisibleAsync(s_patient);
        for (var press = 0; press < 20 && !string.Equals(await FocusedAsync(page), "Cancel", StringComparison.Ordinal); press++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        // The button keeps the focus while the fragment that it stands in is replaced.
        var updates = await page.EvaluateAsync<int>("() => Number(document.body.dataset.updates || 0)");
        await page.WaitForFunctionAsync("(before) => Number(document.body.dataset.updates) > before + 2", updates);
        Assert.Equal("Cancel", await FocusedAsync(page));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"), StringComparer.Ordinal);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#sweep .state")).ToHaveTextAsync("cancelled");
        tab.AssertClean();
    }

    [Theory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(1440, false)]
    [InlineData(1440, true)]
    [InlineData(3840, false)]
    public async Task EveryPage_IsReadable(int width, bool dark)
    {
        var wrong = new List<string>();
        await using var tab = await chromium.OpenAsync(width, height: 900, dark);
        var page = tab.Page;
        var (_, address) = await StartAsync();
        await page.GotoAsync(address);
        await LookAsync(wrong, page, "empty", width, dark);
        await page.GotoAsync(address + "/submit");
        await LookAsync(wrong, page, "submit", width, dark);
        await page.GetByLabel("Specification (YAML)").FillAsync("name: x\nmodell: {}\ndataset: none\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page.Locator("#line-2.wrong")).ToBeVisibleAsync();
        await LookAsync(wrong, page, "mistakes", width, dark);
        await page.GetByLabel("Specification (YAML)").FillAsync(Short);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(SweepAddress("looked-at"));
        var sweep = page.Url;
        await LookAsync(wrong, page, "begun", width, dark);
        await Expect(page.Locator("#sweep .state")).ToHaveTextAsync("completed", new() { Timeout = 90_000 });
        await Expect(page.Locator("#answer p").First).ToContainTextAsync("Picked on validation");
        await LookAsync(wrong, page, "sweep", width, dark);
        foreach (var (path, name) in new[] { (sweep + "/trials/0", "trial"), (address + "/silos", "silos"), (address + "/", "sweeps"), (address + "/nowhere", "not-found") })
        {
            await page.GotoAsync(path);
            if (name is "trial")
            {
                await Expect(page.Locator("#inside figure").First).ToBeVisibleAsync(s_patient);
            }

            await LookAsync(wrong, page, name, width, dark);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task WithoutScript_EverythingCanBeRead()
    {
        await using var tab = await chromium.OpenAsync();
        var (_, address) = await StartAsync();
        var page = tab.Page;
        await page.RouteAsync("**/page.js", route => route.AbortAsync());
        await page.GotoAsync(address + "/submit");
        await page.GetByLabel("Specification (YAML)").FillAsync(Long);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(SweepAddress("watched"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        await Expect(page.Locator("#sweep .state")).ToHaveTextAsync("paused");
        await Expect(page.Locator("figure")).ToHaveCountAsync(7);
        await page.Locator("#trials tbody a").First.ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Trial 0");
    }

    public void Dispose()
    {
        foreach (var silo in _silos)
        {
            silo.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>The address of the page of a sweep of this name. A look at the address alone: which of a page's events has come is Playwright's affair.</summary>
    private static Regex SweepAddress(string name) => new($"/sweeps/{name}-", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => (document.activeElement?.textContent || '').trim()");

    private static Task<int> EndedAsync(IPage page) => page.EvaluateAsync<int>("() => document.querySelector('#sweep progress').value");

    /// <summary>Checks a page, and keeps a picture of it where DROPOUTSWEEP_PICTURES says.</summary>
    private static async Task LookAsync(List<string> wrong, IPage page, string name, int width, bool dark)
    {
        if (Environment.GetEnvironmentVariable("DROPOUTSWEEP_PICTURES") is { Length: > 0 } folder)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{(dark ? "dark" : "light")}.png");
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, file), FullPage = true });
        }

        wrong.AddRange((await Checks.FindAsync(page)).Select(what => $"{name}: {what}"));
    }

    private async Task<(ClusterProcess Silo, string Address)> StartAsync(int port = 0, string? store = null)
    {
        var silo = ClusterProcess.Start(_folder.Root, "silo", "--store", store ?? _folder["sweeps.db"], "--slots", "1", "--lease", "3", "--port", port.ToString(CultureInfo.InvariantCulture));
        _silos.Add(silo);
        return (silo, await silo.AddressesAsync(1));
    }
}
