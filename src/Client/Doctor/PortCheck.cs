using System.Net;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Up;

namespace DropoutSweep.Client.Doctor;

/// <summary>The port that silos listen on unless told otherwise.</summary>
internal sealed class PortCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "port";

    /// <inheritdoc/>
    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Finding.Fine(
        FreePorts.IsFree(IPAddress.Loopback, ClusterSettings.DefaultPort)
            ? $"{ClusterSettings.DefaultPort} is free"
            : $"{ClusterSettings.DefaultPort} is taken; 'up' takes the next free one, 'silo' wants --port"));
}
