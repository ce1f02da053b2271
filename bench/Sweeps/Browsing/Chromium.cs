using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace DropoutSweep.Bench.Sweeps.Browsing;

/// <summary>The system's Chromium with one window, spoken to by its DevTools protocol; ends when it is disposed.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Process _process;
    private readonly ClientWebSocket _socket;
    private readonly byte[] _buffer = new byte[1 << 16];
    private string? _session;
    private int _calls;

    private Chromium(Process process, ClientWebSocket socket) => (_process, _socket) = (process, socket);

    /// <summary>Where it is: what DROPOUTSWEEP_CHROMIUM names, or the usual places; null when there is none.</summary>
    public static string? Place { get; } = Environment.GetEnvironmentVariable("DROPOUTSWEEP_CHROMIUM") ?? Array.Find(s_places, File.Exists);

    /// <summary>Starts it.</summary>
    /// <param name="profile">A folder for what it keeps.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Chromium> StartAsync(string profile, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Place ?? throw new InvalidOperationException("There is no Chromium."),
            ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1440,900", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var socket = new ClientWebSocket();
        var browser = new Chromium(process, socket);
        try
        {
            await socket.ConnectAsync(await AddressAsync(process, cancellationToken), cancellationToken);
            var target = await browser.CallAsync("Target.createTarget", new { url = "about:blank" }, cancellationToken);
            var attached = await browser.CallAsync("Target.attachToTarget", new { targetId = target.GetProperty("targetId").GetString(), flatten = true }, cancellationToken);
            browser._session = attached.GetProperty("sessionId").GetString();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method of the protocol.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">Its parameters, by their names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<JsonElement> CallAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        var id = ++_calls;
        var call = _session is null
            ? JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters })
            : JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = _session });
        await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        while (true)
        {
            // What comes besides answers are events that nobody asked for.
            var message = await ReceiveAsync(cancellationToken);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {message}");
            }
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Runtime.evaluate", new { expression, returnByValue = true }, cancellationToken);
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                // A pipe that nobody reads would stop it.
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[Listening.Length..]);
            }
        }

        throw new InvalidOperationException("Chromium ended before it could be spoken to.");
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            message.Write(_buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
    }
}
