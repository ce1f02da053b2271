using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DropoutSweep.Training.Tests.Data.Locating;

/// <summary>A web server on the loopback address that can misbehave in ways that real ones do.</summary>
public sealed class MirrorServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public MirrorServer()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/");
        _accepting = AcceptAsync();
    }

    public enum Fault
    {
        None,

        /// <summary>Sends half of the file, then nothing, and keeps the connection.</summary>
        StallInBody,

        /// <summary>Takes the request and never answers.</summary>
        StallBeforeAnswer,

        /// <summary>Sends half of the file, then closes the connection.</summary>
        CloseInBody,

        /// <summary>The same without having said how long the file is, so that only its size tells.</summary>
        CloseInBodyOfUnknownLength,

        /// <summary>Closes the connection without an answer.</summary>
        CloseBeforeAnswer,

        /// <summary>Flips one bit.</summary>
        WrongContent,

        /// <summary>Sends more than the file, without saying how much.</summary>
        Endless,

        NotFound,
    }

    public Uri Address { get; }

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Requests { get; } = new();

    public Fault Misbehaviour { get; init; }

    /// <summary>Called when a request has arrived, before anything is answered.</summary>
    public Action OnRequest { get; init; } = () => { };

    /// <summary>Awaited before each file's content is sent; lets a test hold downloads until all have begun.</summary>
    public Func<Task> BeforeContent { get; init; } = () => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var request = await reader.ReadLineAsync(_stop.Token);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                    // Header fields do not matter here.
                }

                if (request is not null)
                {
                    await AnswerAsync(stream, request.Split(' ')[1].Split('/')[^1]);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string name)
    {
        Requests.Enqueue(name);
        OnRequest();
        switch (Misbehaviour)
        {
            case Fault.StallBeforeAnswer:
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                return;
            case Fault.CloseBeforeAnswer:
                return;
        }

        if (Misbehaviour == Fault.NotFound || !Files.TryGetValue(name, out var content))
        {
            await WriteAsync(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return;
        }

        var unknownLength = Misbehaviour is Fault.CloseInBodyOfUnknownLength or Fault.Endless;
        var length = unknownLength ? "" : $"Content-Length: {content.Length}\r\n";
        await WriteAsync(stream, Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}Connection: close\r\n\r\n"));
        await BeforeContent();
        switch (Misbehaviour)
        {
            case Fault.StallInBody:
                await WriteAsync(stream, content[..(content.Length / 2)]);
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                return;
            case Fault.CloseInBody or Fault.CloseInBodyOfUnknownLength:
                await WriteAsync(stream, content[..(content.Length / 2)]);
                return;
            case Fault.WrongContent:
                byte[] wrong = [.. content];
                wrong[wrong.Length / 2] ^= 1;
                await WriteAsync(stream, wrong);
                return;
            case Fault.Endless:
                while (true)
                {
                    await WriteAsync(stream, content);
                }

            default:
                await WriteAsync(stream, content);
                return;
        }
    }

    private async Task WriteAsync(NetworkStream stream, byte[] bytes) => await stream.WriteAsync(bytes, _stop.Token);
}
