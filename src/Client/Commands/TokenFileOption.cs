using System.CommandLine;
using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Commands;

/// <summary><c>--token-file</c>: a token on a command line could be read by everyone on the machine.</summary>
internal sealed class TokenFileOption : Option<string?>
{
    public TokenFileOption()
        : base("--token-file")
    {
        Description = $"A file that holds the cluster's token; ${ClusterSettings.TokenVariable} and 'token' in the configuration file come after it.";
        HelpName = "FILE";
    }
}
