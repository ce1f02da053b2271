using System.CommandLine;

namespace DropoutSweep.Client.Commands;

/// <summary>Groups the commands about data sets.</summary>
internal sealed class DataCommand : Command, IExampleCommand
{
    public DataCommand(ClientHost host)
        : base("data", "List data sets, or fetch one.")
    {
        Add(new DataListCommand(host));
        Add(new DataFetchCommand(host));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep data list", "dropoutsweep data fetch mnist"];
}
