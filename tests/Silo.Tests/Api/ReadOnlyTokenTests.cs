using System.Net;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Silo.Tests.Page;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

/// <summary>The token that only reads, and tokens in files that change.</summary>
public sealed class ReadOnlyTokenTests : IDisposable
{
    private const string Token = "correct-horse-battery";
    private const string Reader = "a-reader-of-sweeps-only";
    private static readonly ApiOptions s_options = new() { Token = Token, ReadToken = Reader };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reader_ReadsEverythingAndChangesNothing()
    {
        await using var api = await TestApi.StartAsync(s_options);
        using var submitted = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Authorization", $"Bearer {Token}"));
        var id = (await TestApi.ReadAsync(submitted, HttpStatusCode.Created, ApiJson.Default.SweepView)).Id;

        foreach (var path in new[] { "/v1/sweeps", $"/v1/sweeps/{id}", $"/v1/sweeps/{id}/trials", $"/v1/sweeps/{id}/summary", "/v1/silos", "/v1/info", "/openapi/v1.json" })
        {
            using var answer = await api.GetAsync(path, ("Authorization", $"Bearer {Reader}"));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, path);
        }

        foreach (var path in new[] { "/v1/sweeps", "/v1/prune", $"/v1/sweeps/{id}/pause", $"/v1/sweeps/{id}/resume", $"/v1/sweeps/{id}/drain", $"/v1/sweeps/{id}/cancel", $"/v1/sweeps/{id}/retry", "/submit", $"/sweeps/{id}/cancel" })
        {
            using var answer = await api.PostAsync(path, TestApi.Yaml, headers: ("Authorization", $"Bearer {Reader}"));
            Assert.Equal(ApiProblemTypes.ReadOnly, (await TestApi.ProblemAsync(answer, HttpStatusCode.Forbidden)).Type);
        }

        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/v1/sweeps/{id}") { Headers = { Authorization = new("Bearer", Reader) } };
        using var deleted = await api.Client.SendAsync(delete, TestApi.Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
        Assert.Single(await api.Store.ListSweepsAsync(new SweepQuery(), TestApi.Cancelled));
    }

    [Fact]
    public async Task Reader_SignedIn_SeesPagesWithoutWhatChangesSomething()
    {
        await using var api = await TestApi.StartAsync(s_options);
        using var submitted = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Authorization", $"Bearer {Token}"));
        var id = (await TestApi.ReadAsync(submitted, HttpStatusCode.Created, ApiJson.Default.SweepView)).Id;
        using var writer = new PageClient(api);
        using var reader = new PageClient(api);
        using var writes = await writer.SendAsync("/sign-in", "/sign-in", ("token", Token), ("return", "/"));
        using var reads = await reader.SendAsync("/sign-in", "/sign-in", ("token", Reader), ("return", "/"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (writes.StatusCode, reads.StatusCode));

        var full = await writer.ReadAsync($"/sweeps/{id}");
        var read = await reader.ReadAsync($"/sweeps/{id}");
        Assert.Contains("verb-pause", full, StringComparison.Ordinal);
        Assert.Contains("href=\"/submit\"", full, StringComparison.Ordinal);
        Assert.DoesNotContain("verb-", read, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/submit\"", read, StringComparison.Ordinal);
        Assert.Contains("Sign out", read, StringComparison.Ordinal);
        Assert.Contains("The token only reads", await reader.ReadAsync("/submit", HttpStatusCode.Forbidden), StringComparison.Ordinal);
        using var cancel = await reader.SendAsync("/", $"/sweeps/{id}/cancel");
        Assert.Equal(HttpStatusCode.Forbidden, cancel.StatusCode);

        // The live stream is the same fragments for both, but for those that change something.
        var (answer, events) = await reader.WatchAsync($"/sweeps/{id}");
        using (answer)
        await using (events)
        {
            while (await events.MoveNextAsync() && events.Current.EventType is not "marks")
            {
                Assert.DoesNotContain("verb-", events.Current.Data, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Token_InAFileThatChanges_IsFollowedWithoutARestart()
    {
        var time = new SettableClock();
        using var loggers = new RecordingLoggers();
        File.WriteAllText(_folder["token"], Token + "\n");
        await using var api = await TestApi.StartAsync(new ApiOptions { TokenFile = _folder["token"] }, loggers: loggers, time: time);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, Token));

        // As a secret's volume does it: the name leads to another file from one moment to the next.
        File.WriteAllText(_folder["next"], "another-horse-battery");
        File.Move(_folder["next"], _folder["token"], overwrite: true);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(api, Token), await StatusAsync(api, "another-horse-battery")));

        // Half a file, or none, locks nobody out and lets nobody in.
        File.WriteAllText(_folder["token"], "short");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(api, "short"), await StatusAsync(api, "another-horse-battery")));
        File.Delete(_folder["token"]);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(api, Token), await StatusAsync(api, "another-horse-battery")));
        Assert.Single(loggers.Lines, line => line.StartsWith("4005 ", StringComparison.Ordinal));
        Assert.Equal(2, loggers.Lines.Count(line => line.StartsWith("4105 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(loggers.Lines, line => line.Contains("horse", StringComparison.Ordinal) || line.Contains("short-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_Rotated_EndsTheStreamsThatWereOpenedWithTheOneBefore()
    {
        File.WriteAllText(_folder["token"], Token);
        File.WriteAllText(_folder["reader"], Reader);
        await using var api = await TestApi.StartAsync(new ApiOptions { TokenFile = _folder["token"], ReadTokenFile = _folder["reader"], Heartbeat = TimeSpan.FromMilliseconds(100) });
        using var submitted = await api.PostAsync("/v1/sweeps", TestApi.Yaml, headers: ("Authorization", $"Bearer {Token}"));
        using var stays = await api.GetAsync($"{submitted.Headers.Location}/events", ("Authorization", $"Bearer {Token}"));
        using var ends = await api.GetAsync($"{submitted.Headers.Location}/events", ("Authorization", $"Bearer {Reader}"));
        await using var staying = await stays.Content.ReadAsStreamAsync(TestApi.Cancelled);
        await using var ending = await ends.Content.ReadAsStreamAsync(TestApi.Cancelled);

        File.WriteAllText(_folder["reader"], "another-horse-battery");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestApi.Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await ending.CopyToAsync(Stream.Null, limit.Token);
            throw new EndOfStreamException();
        });
        Assert.True(await staying.ReadAsync(new byte[1], limit.Token) > 0);
    }

    [Fact]
    public async Task Reader_FileHoldsTheOtherTokenFromNowOn_IsNotTaken()
    {
        var time = new SettableClock();
        using var loggers = new RecordingLoggers();
        File.WriteAllText(_folder["reader"], Reader);
        await using var api = await TestApi.StartAsync(new ApiOptions { Token = Token, ReadTokenFile = _folder["reader"] }, loggers: loggers, time: time);

        File.WriteAllText(_folder["reader"], Token);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(api, Reader), await StatusAsync(api, Token)));
        Assert.Contains(loggers.Lines, line => line.StartsWith("4105 ", StringComparison.Ordinal) && line.Contains("the same as the other token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, Reader, "needs one that does more beside it")]
    [InlineData(Token, Token, "is the same as the other one")]
    [InlineData(Token, "short", "found 5 characters")]
    public void Build_WrongReader_IsRefused(string? token, string reader, string text)
    {
        var error = Assert.Throws<ApiOptionsException>(() => ApiHost.Build(new ApiOptions { Token = token, ReadToken = reader }, new ApiServices { Store = new FakeSweepStore(), Version = "1" }));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApi api, string token)
    {
        using var answer = await api.GetAsync("/v1/info", ("Authorization", $"Bearer {token}"));
        return answer.StatusCode;
    }

    private sealed class SettableClock : TimeProvider
    {
        private long _passed;

        public void Advance(TimeSpan time) => Interlocked.Add(ref _passed, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _passed);
    }
}
