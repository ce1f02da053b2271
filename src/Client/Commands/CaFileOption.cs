using System.CommandLine;
using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Commands;

/// <summary><c>--ca-file</c>: whom to trust for a cluster whose certificates the system's store does not know.</summary>
internal sealed class CaFileOption : Option<string?>
{
    public CaFileOption()
        : base("--ca-file")
    {
        Description = $"Certificates (PEM) to trust instead of the system's; ${ClusterSettings.CaFileVariable} and 'ca' in the configuration file come after it.";
        HelpName = "FILE";
    }
}
