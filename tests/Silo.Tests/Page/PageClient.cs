using System.Net;
using System.Net.ServerSentEvents;
using System.Text.RegularExpressions;
using DropoutSweep.Silo.Tests.Api.Support;
using Xunit;

namespace DropoutSweep.Silo.Tests.Page;

/// <summary>A browser without a screen: keeps cookies, asks for HTML, follows nothing by itself.</summary>
internal sealed partial class PageClient : IDisposable
{
    public PageClient(TestApi api, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        Http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = api.Client.BaseAddress };
        Http.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml");
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http { get; }

    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(path, TestApi.Cancelled);
        return await ReadAsync(answer, status);
    }

    public static async Task<string> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestApi.Cancelled);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return text;
    }

    /// <summary>Sends a form with the token of a page, as its button would.</summary>
    public async Task<HttpResponseMessage> SendAsync(string from, string to, params (string Name, string Value)[] fields)
    {
        var token = WebUtility.HtmlDecode(TokenField().Match(await ReadAsync(from)).Groups["token"].Value);
        Assert.NotEmpty(token);
        return await SendBareAsync(to, [.. fields, ("form", token)]);
    }

    public async Task<HttpResponseMessage> SendBareAsync(string to, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Http.PostAsync(to, form, TestApi.Cancelled);
    }

    /// <summary>A page's events.</summary>
    public async Task<(HttpResponseMessage Answer, IAsyncEnumerator<SseItem<string>> Events)> WatchAsync(string path, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestApi.Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var stream = await answer.Content.ReadAsStreamAsync(TestApi.Cancelled);
        return (answer, SseParser.Create(stream).EnumerateAsync(TestApi.Cancelled).GetAsyncEnumerator(TestApi.Cancelled));
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("name=\"form\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex TokenField();
}
