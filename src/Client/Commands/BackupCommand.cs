using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Storage;

namespace DropoutSweep.Client.Commands;

/// <summary>Copies a store's file while silos use it.</summary>
internal sealed class BackupCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly Argument<string> _file = new("FILE") { Description = "The file to write; it must not be there yet.", HelpName = "FILE" };
    private readonly Option<string?> _store = new("--store")
    {
        Description = $"The store, an SQLite file; ${ClusterSettings.StoreVariable}, 'store' in the configuration file and a file in the user's data folder come after it.",
        HelpName = "STORE",
    };

    public BackupCommand(ClientHost host)
        : base("backup", "Copy the store of this machine's silos into a file, while they run.")
    {
        _host = host;
        Add(_file);
        Add(_store);
        SetAction(BackUpAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep backup backups/monday.db --store sweeps.db"];

    private async Task<int> BackUpAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        if (string.IsNullOrWhiteSpace(file))
        {
            throw new InputException("The file to write has no name.");
        }

        try
        {
            await SweepStores.BackUpAsync(new ClusterSettingsReader(_host).Store(parsed.GetValue(_store)), file, _host.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            throw new InputException("This store is a PostgreSQL database, which is backed up by its own tools: pg_dump --format=custom --file=FILE DATABASE, and pg_restore to bring it back.");
        }

        _host.Out.WriteLine($"{Path.GetFullPath(file)} ({NumberText.Scaled(new FileInfo(file).Length)}B): the store as it was at one moment, checked.");
        return ExitCodes.Success;
    }
}
