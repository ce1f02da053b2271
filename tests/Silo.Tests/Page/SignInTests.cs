using System.Net;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

public sealed class SignInTests
{
    private const string Token = "correct-horse-battery";

    [Theory]
    [InlineData("/")]
    [InlineData("/sweeps/x?trials=50")]
    [InlineData("/submit")]
    public async Task Page_WithoutSigningIn_LeadsToTheForm(string path)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);

        using var answer = await page.Http.GetAsync(path, TestApi.Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?return=" + Uri.EscapeDataString(path), answer.Headers.Location?.OriginalString);
        Assert.Contains("type=\"password\"", await page.ReadAsync(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_WithoutSigningIn_AreRefused()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });

        using var answer = await api.GetAsync("/", ("Accept", "text/event-stream"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongToken_IsRefusedAndLoggedWithoutIt()
    {
        using var loggers = new RecordingLoggers();
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token }, loggers: loggers);
        using var page = new PageClient(api);

        using var answer = await page.SendAsync("/sign-in", "/sign-in", ("token", "nearly-correct-horse"), ("return", "/silos"));

        Assert.Contains("That is not this cluster's token.", await PageClient.ReadAsync(answer, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Cookies.GetAllCookies(), cookie => string.Equals(cookie.Name, "dropoutsweep", StringComparison.Ordinal));
        Assert.Contains(loggers.Lines, line => line.StartsWith("4103 ", StringComparison.Ordinal));
        Assert.DoesNotContain(loggers.Lines, line => line.Contains("nearly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_RightToken_GivesACookieThatCountsAtEverySiloOfTheStore()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        await using var other = await TestApi.StartAsync(new ApiOptions { Token = Token }, store: api.Store);
        await using var renewed = await TestApi.StartAsync(new ApiOptions { Token = "another-horse-battery" }, store: api.Store);
        await using var foreign = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);

        using var answer = await page.SendAsync("/sign-in?return=/silos", "/sign-in", ("token", Token), ("return", "/silos"));
        var header = Assert.Single(answer.Headers.GetValues("Set-Cookie"), line => line.StartsWith("dropoutsweep=", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.SeeOther, "/silos"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("samesite=strict", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Sign out", await page.ReadAsync("/silos"), StringComparison.Ordinal);
        foreach (var (silo, expected) in new[] { (other, HttpStatusCode.OK), (renewed, HttpStatusCode.Redirect), (foreign, HttpStatusCode.Redirect) })
        {
            using var there = new PageClient(silo, page.Cookies);
            using var reply = await there.Http.GetAsync("/silos", TestApi.Cancelled);
            Assert.Equal(expected, reply.StatusCode);
        }
    }

    [Fact]
    public async Task Cookie_ReadsTheApiAndWritesNothingThere()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);
        (await page.SendAsync("/sign-in", "/sign-in", ("token", Token))).Dispose();

        using var read = await page.Http.GetAsync("/v1/info", TestApi.Cancelled);
        using var write = await page.SendBareAsync("/v1/prune");

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, write.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("http://evil.example/")]
    [InlineData("")]
    public async Task SignIn_LeadsToNoOtherSite(string target)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);

        using var answer = await page.SendAsync("/sign-in", "/sign-in", ("token", Token), ("return", target));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignIn_BehindAServerWithTls_GivesACookieForTlsOnly()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);
        page.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        page.Http.DefaultRequestHeaders.Add("Origin", "https://" + api.Client.BaseAddress!.Authority);

        using var answer = await page.SendAsync("/sign-in", "/sign-in", ("token", Token));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), line => line.StartsWith("dropoutsweep=", StringComparison.Ordinal) && line.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignOut_EndsIt()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var page = new PageClient(api);
        (await page.SendAsync("/sign-in", "/sign-in", ("token", Token))).Dispose();

        (await page.SendAsync("/", "/sign-out")).Dispose();
        using var answer = await page.Http.GetAsync("/", TestApi.Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
