using System.Net;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class SecurityTests
{
    private const string Token = "correct-horse-battery";

    [Theory]
    [InlineData("GET", "/v1/sweeps")]
    [InlineData("POST", "/v1/sweeps")]
    [InlineData("DELETE", "/v1/sweeps/x")]
    [InlineData("GET", "/v1/info")]
    [InlineData("POST", "/v1/prune")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/healthz/x")]
    [InlineData("GET", "/HEALTHZ")]
    public async Task Token_Missing_IsRefused(string method, string path)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await api.Client.SendAsync(request, TestApi.Cancelled);

        Assert.Equal(ApiProblemTypes.Unauthorized, (await TestApi.ProblemAsync(answer, HttpStatusCode.Unauthorized)).Type);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("Bearer correct-horse-battery", HttpStatusCode.OK)]
    [InlineData("bearer correct-horse-battery", HttpStatusCode.OK)]
    [InlineData("Bearer correct-horse-batterx", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer correct-horse-batter", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer correct-horse-battery2", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer CORRECT-HORSE-BATTERY", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("correct-horse-battery", HttpStatusCode.Unauthorized)]
    [InlineData("Basic correct-horse-battery", HttpStatusCode.Unauthorized)]
    public async Task Token_Sent_DecidesAlone(string header, HttpStatusCode expected)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });

        using var answer = await api.GetAsync("/v1/info", ("Authorization", header));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Probe_WithoutToken_Answers(string path)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token });

        using var answer = await api.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example:80", HttpStatusCode.Forbidden)]
    [InlineData("192.168.0.7", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1234", HttpStatusCode.OK)]
    [InlineData("[::1]:1234", HttpStatusCode.OK)]
    [InlineData("sweeps.example:80", HttpStatusCode.OK)]
    public async Task Host_OnLoopback_MustBeTheSilosOwn(string host, HttpStatusCode expected)
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { AllowedHosts = ["sweeps.example"] });

        using var answer = await api.GetAsync("/healthz", ("Host", host));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Origin_OfAnotherPage_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();

        using var foreign = await api.PostAsync($"/v1/sweeps/{id}/cancel", headers: ("Origin", "http://evil.example"));
        using var other = await api.PostAsync($"/v1/sweeps/{id}/cancel", headers: ("Origin", "http://127.0.0.1:1"));
        using var opaque = await api.PostAsync($"/v1/sweeps/{id}/cancel", headers: ("Origin", "null"));
        using var own = await api.PostAsync($"/v1/sweeps/{id}/pause", headers: ("Origin", api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(ApiProblemTypes.ForeignRequest, (await TestApi.ProblemAsync(foreign, HttpStatusCode.Forbidden)).Type);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, opaque.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("::")]
    [InlineData("192.168.0.7")]
    public void Build_BeyondLoopbackWithoutToken_IsRefused(string address)
    {
        var error = Assert.Throws<ApiOptionsException>(() => Build(new ApiOptions { Address = address }));

        Assert.Contains("needs a token: set DROPOUTSWEEP_TOKEN or name a file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WrongOptions_AreAllNamedAndNoSecretIsShown()
    {
        var error = Assert.Throws<ApiOptionsException>(() => Build(new ApiOptions { Address = "here", Port = 70_000, SubmissionsPerMinute = 0, Heartbeat = TimeSpan.Zero, Token = "short-secret" }));

        Assert.Equal(5, error.Message.Split('\n').Length);
        Assert.Contains("found 'here'; an IP address, localhost, or * for all", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short-secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_InAFile_IsRead()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"token-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(file, Token + "\n", TestApi.Cancelled);
        try
        {
            await using var api = await TestApi.StartAsync(new ApiOptions { TokenFile = file });

            using var without = await api.GetAsync("/v1/info");
            using var with = await api.GetAsync("/v1/info", ("Authorization", $"Bearer {Token}"));

            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null, "from-the-environment")]
    [InlineData("from-the-options-1", "from-the-options-1")]
    public void Token_OfTheEnvironment_IsTakenWhenNoOptionGivesOne(string? option, string taken)
    {
        var settings = ApiSettings.Of(new ApiOptions { Address = "0.0.0.0", Token = option }, name => name is ApiOptions.TokenVariable ? "from-the-environment" : null);

        Assert.True(settings.Token!.IsToken(taken));
        Assert.False(settings.Token.IsToken("something-else-altogether"));
    }

    [Fact]
    public async Task Refusal_Logged_SaysWhatAndNotTheToken()
    {
        using var loggers = new RecordingLoggers();
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token }, loggers: loggers);

        using var wrong = await api.GetAsync("/v1/sweeps", ("Authorization", "Bearer nearly-correct-horse"));
        using var foreign = await api.GetAsync("/v1/sweeps", ("Authorization", $"Bearer {Token}"), ("Host", "evil.example"));

        Assert.Contains("4100 Refused GET /v1/sweeps from 127.0.0.1: no token or a wrong one.", loggers.Lines, StringComparer.Ordinal);
        Assert.Contains("4101 Refused GET /v1/sweeps: host 'evil.example' is foreign.", loggers.Lines, StringComparer.Ordinal);
        Assert.DoesNotContain(loggers.Lines, line => line.Contains("correct-horse", StringComparison.Ordinal));
    }

    [Fact]
    public void Token_FileMissing_IsSaid()
    {
        var error = Assert.Throws<ApiOptionsException>(() => Build(new ApiOptions { TokenFile = "/nowhere/token" }));

        Assert.Contains("/nowhere/token", error.Message, StringComparison.Ordinal);
    }

    private static void Build(ApiOptions options) => ApiHost.Build(options, new ApiServices { Store = new FakeSweepStore(), Version = "1" });
}
