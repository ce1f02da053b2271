using System.CommandLine;
using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Commands;

/// <summary>Which cluster is meant, the same for every command that speaks to one.</summary>
internal sealed class ClusterArguments
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private readonly ClientHost _host;

    public ClusterArguments(Command command, ClientHost host)
    {
        _host = host;
        command.Add(Cluster);
        command.Add(TokenFile);
        command.Add(CaFile);
    }

    private Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = $"Addresses of the cluster's silos, separated by commas; ${ClusterSettings.ClusterVariable}, 'cluster' in the configuration file and {ClusterSettings.DefaultAddress} come after it.",
        HelpName = "URL[,URL]",
    };

    private TokenFileOption TokenFile { get; } = new();

    private CaFileOption CaFile { get; } = new();

    /// <summary>Which cluster is meant.</summary>
    public ClusterSettings Settings(ParseResult parsed) => new ClusterSettingsReader(_host).Cluster(parsed.GetValue(Cluster), parsed.GetValue(TokenFile), parsed.GetValue(CaFile));

    /// <summary>A client for it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="patience">How long the whole cluster may be away; little unless said.</param>
    public SiloClient Connect(ParseResult parsed, TimeSpan? patience = null)
    {
        var client = SiloClient.Create(Settings(parsed), patience ?? Patience, _host.Time);
        client.Notices = _host.Error.WriteLine;
        return client;
    }

    /// <summary>What has to be typed to mean the same cluster again: empty, or <c> --cluster …</c>.</summary>
    public string Again(ParseResult parsed) =>
        (parsed.GetValue(Cluster) is { } cluster ? $" --cluster {cluster}" : "") + (parsed.GetValue(TokenFile) is { } file ? $" --token-file {file}" : "")
        + (parsed.GetValue(CaFile) is { } ca ? $" --ca-file {ca}" : "");
}
