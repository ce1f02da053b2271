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
    private readonly Option<string?> _into = new("--into")
    {
        Description = "The folder to have it in, in a folder of its own name: what is there already is checked by its sums, what is missing or damaged is downloaded. For silos that share it.",
        HelpName = "DIR",
    };

    public DataFetchCommand(ClientHost host)
        : base("fetch", "Find a data set's files, or download them into the user's cache folder.")
    {
        _host = host;
        _name.CompletionSources.Add(_ => DatasetCatalog.Default.Definitions.Select(definition => new System.CommandLine.Completions.CompletionItem(definition.Info.Name)));
        Add(_name);
        Add(_data);
        Add(_into);
        SetAction(FetchAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep data fetch mnist", "dropoutsweep data fetch mnist --into /data"];

    private async Task<int> FetchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var sources = DatasetSources.FromEnvironment(parsed.GetValue(_data));
        if (parsed.GetValue(_into) is { } folder)
        {
            // A folder that downloads go to is looked at with its files' sums, other folders only with their names.
            sources = parsed.GetValue(_data) is null
                ? sources with { DataDirectory = null, EnvironmentDirectory = null, CacheDirectory = folder }
                : throw new InputException("--into and --data exclude each other: the first names where the data set shall be, the second where it may be.");
        }

        var loader = new DatasetLoader(sources);
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
