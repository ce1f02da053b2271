using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>Takes connections and says no more than some headers, as a process does that was stopped.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SilentServer()
    {
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>What the next one who asks is told; nothing unless set.</summary>
    public string Headers { get; set; } = "";

    /// <summary>Ends when somebody has asked.</summary>
    public Task Asked => _asked.Task;

    public void Dispose() => _listener.Dispose();

    private async Task SayAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Headers));
        }
        catch (IOException)
        {
            // It has gone; others come.
        }
    }

    private async Task ListenAsync()
    {
        var held = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                held.Add(client);
                if (Headers.Length > 0)
                {
                    await SayAsync(client);
                }

                _asked.TrySetResult();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            held.ForEach(static client => client.Dispose());
        }
    }
}
