using System.CommandLine;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Client.Commands;

/// <summary>Lists the known data sets and where each is.</summary>
internal sealed class DataListCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly DataOption _data = new();

    public DataListCommand(ClientHost host)
        : base("list", "List the known data sets, and where their files are on this machine.")
    {
        _host = host;
        Add(_data);
        SetAction(List);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep data list"];

    private int List(ParseResult parsed)
    {
        var loader = new DatasetLoader(DatasetSources.FromEnvironment(parsed.GetValue(_data)));
        var catalog = DatasetCatalog.Default.Definitions;
        var width = catalog.Max(definition => definition.Info.Name.Length);
        foreach (var definition in catalog)
        {
            var info = definition.Info;
            _host.Out.WriteLine($"{info.Name.PadRight(width)}  {Where(loader, info)}");
            _host.Out.WriteLine($"{new string(' ', width)}  {info.Description}");
        }

        return ExitCodes.Success;
    }

    private static string Where(DatasetLoader loader, DatasetInfo info)
    {
        try
        {
            var location = loader.Locate(info.Name);
            return location.Origin switch
            {
                DatasetOrigin.Generated => "built in",
                DatasetOrigin.Missing => $"not on this machine; 'dropoutsweep data fetch {info.Name}' downloads it",
                _ => $"in {location.Folder}",
            };
        }
        catch (DatasetException error)
        {
            return error.Message;
        }
    }
}
