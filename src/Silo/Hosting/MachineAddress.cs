using System.Net;
using System.Net.Sockets;

namespace DropoutSweep.Silo.Hosting;

/// <summary>The address at which other silos reach one that listens on an address.</summary>
internal static class MachineAddress
{
    /// <summary>The address itself; where a silo listens on all, the one by which others know the machine's name.</summary>
    /// <param name="address">An IP address, <c>localhost</c>, or <c>*</c>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public static async Task<IPAddress> OfAsync(string address, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(address, out var one) && !one.Equals(IPAddress.Any) && !one.Equals(IPAddress.IPv6Any))
        {
            return one;
        }

        if (string.Equals(address, "localhost", StringComparison.Ordinal))
        {
            return IPAddress.Loopback;
        }

        var known = await Dns.GetHostAddressesAsync(Environment.MachineName, AddressFamily.InterNetwork, cancellationToken).ConfigureAwait(false);
        return known.FirstOrDefault(one => !IPAddress.IsLoopback(one)) ?? known.FirstOrDefault() ?? IPAddress.Loopback;
    }
}
