using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Watching;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Commands;

/// <summary>A run's folder or a cluster's sweep, the same for every command that looks at results.</summary>
internal sealed class SweepSourceArguments
{
    // A person who asks for one trial's figures can wait; sweeps whose trials take longer keep their best models.
    private const double Patience = 120;

    private readonly ClientHost _host;
    private readonly DataOption _data = new();
    private readonly Argument<string> _source = new("RUN|SWEEP")
    {
        Description = "A run's folder, or a cluster's sweep: its id, the beginning of it, or its name.",
        HelpName = "RUN|SWEEP",
    };

    public SweepSourceArguments(Command command, ClientHost host)
    {
        _host = host;
        command.Add(_source);
        Cluster = new ClusterArguments(command, host);
        command.Add(_data);
    }

    /// <summary>Which cluster is meant where no run's folder is.</summary>
    public ClusterArguments Cluster { get; }

    /// <summary>What was given.</summary>
    public string Text(ParseResult parsed) => parsed.GetRequiredValue(_source);

    /// <summary>Where data sets are, when that was said.</summary>
    public string? DataDirectory(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>Opens the run or finds the sweep.</summary>
    /// <exception cref="InputException">There is neither.</exception>
    public async Task<SweepSource> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = Text(parsed);
        if (Directory.Exists(text))
        {
            return await OpenFolderAsync(_host, text, parsed.GetValue(_data), cancellationToken).ConfigureAwait(false);
        }

        if (File.Exists(text))
        {
            throw new InputException($"'{text}' is a file; give the folder of a run, or a sweep of a cluster.");
        }

        if (text.Contains(Path.DirectorySeparatorChar))
        {
            throw new InputException($"There is no folder '{text}'.");
        }

        try
        {
            return await FindSweepAsync(text, parsed, cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterException error) when (error.Problem is null)
        {
            throw new InputException($"There is no folder '{text}' here, and no cluster can be asked for a sweep of that name: {error.Message}");
        }
    }

    /// <summary>Opens a run's folder.</summary>
    /// <param name="host">The process's surroundings.</param>
    /// <param name="path">The folder.</param>
    /// <param name="directory">Where data sets are; null to find them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InputException">It holds no run.</exception>
    public static async Task<SweepSource> OpenFolderAsync(ClientHost host, string path, string? directory, CancellationToken cancellationToken)
    {
        if (RunFolder.ReadIdentity(path) is null)
        {
            throw new InputException($"'{path}' holds no run; 'dropoutsweep run SPEC --out {path}' makes one.");
        }

        var file = Path.Combine(path, RunFiles.Specification);
        var spec = SweepSpecReader.Read(SpecificationFile.Read(file), file);
        var selection = await RunData.LoadAsync(host, spec, path, directory, cancellationToken).ConfigureAwait(false);
        var data = RunData.Split(spec, selection.Dataset);
        var folder = await RunFolder.OpenAsync(path, spec, data.Dataset, host.Time, cancellationToken).ConfigureAwait(false);
        return new SweepSource(
            spec,
            new RunSummaryDataset(data.Dataset.Name, data.Dataset.Description, data.Dataset.Fingerprint),
            folder.Results,
            new LocalModels(folder.Results, spec, data, Patience, new InspectionOptions()),
            path,
            $"dropoutsweep run {CommandText.Quote(file)}",
            folder.DisposeAsync);
    }

    private async Task<SweepSource> FindSweepAsync(string text, ParseResult parsed, CancellationToken cancellationToken)
    {
        var client = Cluster.Connect(parsed, TimeSpan.FromSeconds(5));
        try
        {
            var sweep = await SweepFinder.FindAsync(client, text, cancellationToken).ConfigureAwait(false);
            if (sweep.Dataset is not { } dataset)
            {
                throw new InputException($"The sweep '{sweep.Id}' has no results yet: no trial of it has begun.");
            }

            var spec = await ClusterSweep.SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false);
            var results = new ClusterResults(client, sweep.Id);
            return new SweepSource(
                spec,
                ClusterSweep.Dataset(dataset),
                results,
                new ClusterModels(client, sweep.Id, results, spec, dataset.Name),
                Path.Combine("reports", sweep.Id),
                $"dropoutsweep submit {spec.Name}.yaml",
                () =>
                {
                    client.Dispose();
                    return ValueTask.CompletedTask;
                });
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
