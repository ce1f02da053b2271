using System.Net;
using System.Net.Sockets;

namespace DropoutSweep.Client.Up;

/// <summary>Finds ports for silos.</summary>
internal static class FreePorts
{
    private const int Reach = 200;
    private const int Last = 65_535;

    /// <summary>Ports from <paramref name="first"/> on that nobody listens on, by number; zeros (any free one) when there are too few.</summary>
    public static IReadOnlyList<int> From(IPAddress address, int first, int count)
    {
        var found = new List<int>();
        for (var port = first; port <= Math.Min(Last, first + Reach) && found.Count < count; port++)
        {
            if (IsFree(address, port))
            {
                found.Add(port);
            }
        }

        return found.Count == count ? found : [.. Enumerable.Repeat(0, count)];
    }

    /// <summary>Whether nobody listens on a port.</summary>
    public static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
