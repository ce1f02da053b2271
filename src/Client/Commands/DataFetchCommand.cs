using System.CommandLine;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Commands;

/// <summary>Makes sure that a data set is on this machine.</summary>
internal sealed class DataFetchCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly Argument<string> _name = new("NAME") { Description = "The data set's name, see 'dropoutsweep data list'.", HelpName = "NAME" };
    private readonly DataOption _data = new();

    public DataFetchCommand(ClientHost host)
        : base("fetch", "Find a data set's files, or download them into the user's cache folder.")
    {
        _host = host;
        _name.CompletionSources.Add(_ => DatasetCatalog.Default.Definitions.Select(definition => new System.CommandLine.Completions.CompletionItem(definition.Info.Name)));
        Add(_name);
        Add(_data);
        SetAction(FetchAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep data fetch mnist"];

    private async Task<int> FetchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var loader = new DatasetLoader(DatasetSources.FromEnvironment(parsed.GetValue(_data)));
        DatasetLocation location;
        using (var progress = new DownloadDisplay(_host))
        {
            location = await loader.FetchAsync(parsed.GetRequiredValue(_name), progress, cancellationToken).ConfigureAwait(false);
        }

        _host.Out.WriteLine(location.Origin switch
        {
            DatasetOrigin.Generated => $"{location.Name} is built in: there is nothing to fetch.",
            DatasetOrigin.Downloaded => $"{location.Name} was downloaded to {location.Folder}.",
            _ => $"{location.Name} is in {location.Folder} already.",
        });
        return ExitCodes.Success;
    }
}
