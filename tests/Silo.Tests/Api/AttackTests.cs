using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Silo.Tests.Page;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

/// <summary>Attacks on a real server, one a test; SECURITY.md lists them. Those on tokens, hosts and origins are in SecurityTests, on forms in FormTests.</summary>
public sealed class AttackTests
{
    private const string Token = "correct-horse-battery";

    [Fact]
    public async Task Token_InTheAddress_CountsForNothingAndIsNotLogged()
    {
        using var loggers = new RecordingLoggers();
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token }, loggers: loggers);

        foreach (var query in new[] { "token", "access_token", "authorization", "Bearer" })
        {
            using var answer = await api.GetAsync($"/v1/sweeps?{query}={Token}");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.DoesNotContain(loggers.Lines, line => line.Contains("horse", StringComparison.Ordinal));
    }

    /// <summary>A comparison by time needs the token in memory, character by character; a silo has only its sum.</summary>
    [Fact]
    public void Token_InMemory_IsOnlyAHash()
    {
        var token = new ApiToken(Token);
        Assert.True(token.IsToken(Token));
        foreach (var field in typeof(ApiToken).GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            Assert.NotEqual(Token, field.GetValue(token) as string, StringComparer.Ordinal);
        }
    }

    [Theory]
    [InlineData("/assets/../../../etc/passwd")]
    [InlineData("/assets/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/....//....//etc/passwd")]
    [InlineData("/v1/sweeps/..%2f..%2fetc%2fpasswd")]
    [InlineData("/v1/sweeps/%2e%2e%2f%2e%2e%2fetc/specification")]
    [InlineData("/sweeps/..%5c..%5cwindows%5cwin.ini")]
    [InlineData("/v1/sweeps/x%00.yaml")]
    public async Task Path_OutOfTheSilo_LeadsNowhere(string path)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawAsync(api, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: ../../etc/passwd\ndataset: digits\nmodel: {layers: [4]}\n")]
    [InlineData("name: <script>alert(1)</script>\ndataset: digits\nmodel: {layers: [4]}\n")]
    [InlineData("name: x\ndataset: ../../../etc/passwd\nmodel: {layers: [4]}\n")]
    [InlineData("name: x\ndataset: /etc/passwd\nmodel: {layers: [4]}\n")]
    [InlineData("name: x\ndataset: 'mnist/../../..'\nmodel: {layers: [4]}\n")]
    [InlineData("name: !!python/object/apply:os.system ['id']\ndataset: digits\nmodel: {layers: [4]}\n")]
    [InlineData("name: x\ndataset: digits\nmodel: {layers: [2000000000]}\n")]
    [InlineData("name: x\ndataset: digits\nmodel: {layers: [4]}\nreplicates: 2000000000\n")]
    public async Task Specification_WithNamesThatLeadOutOrSizesWithoutEnd_IsRefused(string yaml)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.PostAsync("/v1/sweeps", yaml);

        Assert.Equal(ApiProblemTypes.InvalidSpecification, (await TestApi.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).Type);
        Assert.Empty(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));
    }

    /// <summary>Nine levels of nine aliases each: 3.5 billion values out of 600 bytes.</summary>
    [Fact]
    public async Task Specification_OfABillionLaughs_IsRefusedAtOnce()
    {
        var yaml = new StringBuilder("name: x\ndataset: digits\na0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (var level = 1; level <= 9; level++)
        {
            yaml.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        }

        await AssertRefusedAtOnceAsync(yaml.ToString(), "values, aliases written out");
    }

    [Fact]
    public async Task Specification_OfEndlessDepth_IsRefusedAtOnce() =>
        await AssertRefusedAtOnceAsync($"name: x\nmodel: {new string('[', 100_000)}", "levels deep");

    [Fact]
    public async Task Specification_OfManyGrids_IsRefusedAtOnce()
    {
        var rates = string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"0.{i:000}"));
        await AssertRefusedAtOnceAsync($"name: x\ndataset: digits\nmodel: {{layers: [4], dropout: {{grid: [{rates}]}}, input_dropout: {{grid: [{rates}]}}, l2: {{grid: [{rates}]}}}}\n", "");
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedWhetherItSaysSoOrNot()
    {
        await using var api = await TestApi.StartAsync();
        var large = new byte[ApiHost.MaxBody + 1];
        using var said = new ByteArrayContent(large) { Headers = { ContentType = new("application/yaml") } };
        using var first = await api.Client.PostAsync(new Uri("/v1/sweeps", UriKind.Relative), said, TestApi.Cancelled);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, first.StatusCode);

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/sweeps") { Content = new StreamContent(new MemoryStream(large)) { Headers = { ContentType = new("application/yaml") } } };
        chunked.Headers.TransferEncodingChunked = true;
        using var second = await api.Client.SendAsync(chunked, TestApi.Cancelled);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, second.StatusCode);
        Assert.Empty(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));
    }

    [Fact]
    public async Task Headers_TooLargeOrTooMany_AreRefused()
    {
        await using var api = await TestApi.StartAsync();

        var large = await RawAsync(api, $"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('x', 20_000)}\r\n\r\n");
        var many = await RawAsync(api, $"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"X{i}: 1\r\n"))}\r\n");
        var line = await RawAsync(api, $"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", large, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", many, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", line, StringComparison.Ordinal);
    }

    /// <summary>Slowloris: headers that never end hold a connection only so long, and nobody else up.</summary>
    [Fact]
    public async Task Headers_ThatNeverEnd_AreCutOff()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { HeadersWithin = TimeSpan.FromSeconds(1) });
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                slow.Add(new TcpClient());
                await slow[i].ConnectAsync(IPAddress.Loopback, api.Client.BaseAddress!.Port, TestApi.Cancelled);
                await slow[i].GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX"u8.ToArray(), TestApi.Cancelled);
            }

            using var answer = await api.GetAsync("/healthz");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            foreach (var client in slow)
            {
                var text = await ReadAsync(client.GetStream());
                Assert.StartsWith("HTTP/1.1 408 ", text, StringComparison.Ordinal);
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Streams_TooMany_AreRefusedAndComeBack()
    {
        await using var api = await TestApi.StartAsync(new ApiOptions { MostStreams = 3 });
        var id = await api.SubmitAsync();
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(await api.GetAsync(i == 0 ? "/" : $"/v1/sweeps/{id}/events", ("Accept", "text/event-stream")));
            Assert.Equal(HttpStatusCode.OK, open[i].StatusCode);
        }

        using var refused = await api.GetAsync($"/v1/sweeps/{id}/events");
        Assert.Contains("3 streams of events are open", (await TestApi.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable)).Detail, StringComparison.Ordinal);
        Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
        using var other = await api.GetAsync("/v1/sweeps");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        open[0].Dispose();
        var began = Stopwatch.StartNew();
        while (true)
        {
            using var again = await api.GetAsync($"/v1/sweeps/{id}/events");
            if (again.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            Assert.True(began.Elapsed < TimeSpan.FromSeconds(10), "A closed stream still counts.");
            await Task.Delay(20, TestApi.Cancelled);
        }

        open.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task SignIn_TriedTooOften_IsSlowedDown()
    {
        using var loggers = new RecordingLoggers();
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token, SignInsPerMinute = 3 }, loggers: loggers);
        using var page = new PageClient(api);
        for (var i = 0; i < 3; i++)
        {
            using var answer = await page.SendAsync("/sign-in", "/sign-in", ("token", $"guess-number-{i}-of-many"), ("return", "/"));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var slowed = await page.SendAsync("/sign-in", "/sign-in", ("token", Token), ("return", "/"));
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.NotNull(slowed.Headers.RetryAfter);
        Assert.Contains(loggers.Lines, line => line.StartsWith("4106 ", StringComparison.Ordinal));

        // The API's own way is not slowed down: a token there is 16 characters or more, and nobody shall be locked out.
        using var api1 = await api.GetAsync("/v1/info", ("Authorization", $"Bearer {Token}"));
        Assert.Equal(HttpStatusCode.OK, api1.StatusCode);
    }

    [Theory]
    [InlineData("/sweeps/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")]
    [InlineData("/?state=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task Page_AskedForAScript_WritesItAsText(string path)
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);
        using var answer = await page.Http.GetAsync(path, TestApi.Cancelled);
        var html = await answer.Content.ReadAsStringAsync(TestApi.Cancelled);

        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitForm_WithAScriptInIt_ShowsItAsText()
    {
        await using var api = await TestApi.StartAsync();
        using var page = new PageClient(api);

        using var answer = await page.SendAsync("/submit", "/submit", ("specification", "name: </textarea><script>alert(1)</script>\n"), ("key", ""));

        Assert.DoesNotContain("<script>alert", await PageClient.ReadAsync(answer, HttpStatusCode.UnprocessableEntity), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/v1/sweeps", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/assets/page.js", HttpStatusCode.NotFound)]
    public async Task Answers_OfEveryKind_HaveTheHeaders(string path, HttpStatusCode expected)
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());

        // A page that lost its silo asks the others, from another origin, whether they live; nothing else is for other origins.
        Assert.Equal(path is "/healthz" ? "cross-origin" : "same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("GET /healthz HTTP/1.1\r\n\r\n")]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n")]
    [InlineData("POST /v1/sweeps HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    public async Task Request_ThatServersReadDifferently_IsRefused(string request)
    {
        await using var api = await TestApi.StartAsync();

        var answer = await RawAsync(api, request);

        Assert.Matches("^(HTTP/1.1 4[0-9][0-9] |$)", answer);
        Assert.DoesNotContain("\"engine\"", answer, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAtOnceAsync(string yaml, string text)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await api.PostAsync("/v1/sweeps", yaml);
        var problem = await TestApi.ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);

        Assert.Contains(text, string.Join('\n', problem.Errors!.Select(error => error.Message)), StringComparison.Ordinal);
        Assert.Empty(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));

        // The same reading on this thread, where nobody else's memory is counted.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SpecificationException>(() => SweepSpecReader.Read(yaml, "attack"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    private static async Task<string> RawAsync(TestApi api, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Client.BaseAddress!.Port, TestApi.Cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestApi.Cancelled);
        return await ReadAsync(stream);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestApi.Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, limit.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Reset, or kept open, after what was read before.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
