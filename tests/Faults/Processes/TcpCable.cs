using System.Net;
using System.Net.Sockets;

namespace DropoutSweep.Faults.Processes;

/// <summary>A cable to a server that can be cut: forwards connections from a loopback port until told not to.</summary>
public sealed class TcpCable : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <summary>Lays a cable.</summary>
    public TcpCable(string host, int port)
    {
        _host = host;
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>This end's port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts it: what is connected is torn apart, what connects is refused.</summary>
    public Task CutAsync()
    {
        _cut = true;
        lock (_lock)
        {
            foreach (var socket in _open)
            {
                socket.Close(0);
            }

            _open.Clear();
        }

        return Task.CompletedTask;
    }

    /// <summary>Mends it.</summary>
    public void Mend() => _cut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await CutAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_end.Token);
                if (_cut)
                {
                    near.Close(0);
                    continue;
                }

                _ = ForwardAsync(near);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ForwardAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_lock)
        {
            _open.Add(near);
            _open.Add(far);
        }

        try
        {
            await far.ConnectAsync(_host, _port, _end.Token);
            using var one = new NetworkStream(near);
            using var other = new NetworkStream(far);
            await Task.WhenAny(one.CopyToAsync(other, _end.Token), other.CopyToAsync(one, _end.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut, or one side has gone.
        }
        finally
        {
            near.Close(0);
            far.Close(0);
            lock (_lock)
            {
                _open.Remove(near);
                _open.Remove(far);
            }
        }
    }
}
