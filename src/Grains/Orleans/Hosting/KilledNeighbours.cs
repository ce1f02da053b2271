using System.Net;
using System.Net.Sockets;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Silos that were killed on this machine without anybody telling the store. Where they listened nobody does any more, so that
/// a silo that starts need not wait until they look dead: Orleans lets nobody in who does not reach all that seem to live.
/// Of other machines nothing is concluded; there a refusal can be a firewall's.
/// </summary>
internal sealed class KilledNeighbours(GrainClusterOptions options, ILogger<KilledNeighbours> logger)
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Takes them out until cancelled: others can be killed while this one waits to be let in.</summary>
    public async Task KeepTakingOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TakeOutAsync(cancellationToken);
                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This silo is in, or shall not be any more.
        }
    }

    /// <summary>Takes them out of the store, and their trials back.</summary>
    public async Task TakeOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            var table = await options.Store.ReadMembershipAsync(options.Cluster, member: null, cancellationToken);
            await Task.WhenAll((table?.Members ?? []).Select(stored => stored.Member).Where(IsHere).Select(member => TakeOutAsync(member, cancellationToken)));
        }
        catch (StoreException error)
        {
            // Then they are found out as those of other machines are.
            logger.NeighboursUnknown(error.Message);
        }
    }

    private bool IsHere(MemberRecord member) =>
        member.Status != MemberStatus.Dead && !string.Equals(member.Name, options.Silo, StringComparison.Ordinal) && string.Equals(member.Host, Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);

    private async Task TakeOutAsync(MemberRecord member, CancellationToken cancellationToken)
    {
        if (await IsRefusedAsync(SiloAddress.FromParsableString(member.Address).Endpoint, cancellationToken))
        {
            logger.Killed(member.Name);
            await options.Store.LeaveSiloAsync(member.Name, SiloEnd.Lost, options.Coordinators.Advance, cancellationToken);
        }
    }

    /// <summary>Silence is no refusal: a silo that stands still is connected to by the system.</summary>
    private static async Task<bool> IsRefusedAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Answer);
        try
        {
            await socket.ConnectAsync(endpoint, limit.Token);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
