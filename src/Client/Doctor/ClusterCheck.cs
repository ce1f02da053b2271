using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Watching;

namespace DropoutSweep.Client.Doctor;

/// <summary>The cluster: each of its addresses answers, and takes the token. Where nobody named a cluster, none has to be there.</summary>
internal sealed class ClusterCheck(ClusterSettings settings, TimeProvider time) : IDoctorCheck
{
    /// <inheritdoc/>
    public string Name => "cluster";

    /// <inheritdoc/>
    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var fine = true;
        foreach (var address in settings.Addresses)
        {
            using var client = SiloClient.Create(settings with { Addresses = [address] }, TimeSpan.Zero, time);
            try
            {
                var info = await client.InfoAsync(cancellationToken).ConfigureAwait(false);
                var silos = await client.SilosAsync(cancellationToken).ConfigureAwait(false);
                lines.Add($"{ProblemText.Show(address)} answers (version {info.Version.Split('+')[0]}, engine {info.Engine}, store {info.Store.Address}); {SweepText.Silos([.. silos.Silos.Where(silo => silo.Alive)])}");
            }
            catch (ClusterException error) when (settings.IsDefault && error.Problem is null)
            {
                lines.Add($"none at {ProblemText.Show(address)}; 'dropoutsweep up' starts one");
            }
            catch (ClusterException error)
            {
                fine = false;
                lines.Add(error.Message);
            }
        }

        return new Finding(fine, string.Join("; ", lines));
    }
}
