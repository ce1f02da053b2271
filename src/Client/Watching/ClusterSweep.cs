using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Results;
using DropoutSweep.Client.Runs;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Watching;

/// <summary>A cluster's sweep with its specification.</summary>
internal static class ClusterSweep
{
    /// <summary>Reads a sweep's specification.</summary>
    /// <exception cref="SpecificationException">This version cannot read it.</exception>
    public static async Task<SweepSpec> SpecificationAsync(SiloClient client, string id, CancellationToken cancellationToken) =>
        SweepSpecReader.Read(await client.SpecificationAsync(id, cancellationToken).ConfigureAwait(false), id);

    /// <summary>The data that a sweep is trained on, with their description where this version knows them.</summary>
    public static RunSummaryDataset Dataset(DatasetIdentity dataset)
    {
        var known = DatasetCatalog.Default.Definitions.FirstOrDefault(definition => string.Equals(definition.Info.Name, dataset.Name, StringComparison.Ordinal));
        return new RunSummaryDataset(dataset.Name, known?.Info.Description ?? "", dataset.Fingerprint);
    }

    /// <summary>Watches a sweep to its end and prints its results.</summary>
    /// <param name="host">Where to.</param>
    /// <param name="client">The cluster; patient.</param>
    /// <param name="sweep">The sweep, as when the watching begins.</param>
    /// <param name="again">What has to be typed to mean the same cluster.</param>
    /// <param name="cancellationToken">Ends the watching, not the sweep.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> WatchAsync(ClientHost host, SiloClient client, SweepView sweep, string again, CancellationToken cancellationToken)
    {
        var spec = await SpecificationAsync(client, sweep.Id, cancellationToken).ConfigureAwait(false);
        if (!sweep.IsEnded())
        {
            IWatchDisplay display = host.ErrorIsTerminal
                ? new LiveWatchDisplay(Consoles.Create(host.Error, terminal: true, host.Color, host.Width, host.Height))
                : new PlainWatchDisplay(host.Error, host.Time);
            client.Notices = line => display.Line(line, bad: true);
            try
            {
                sweep = await new SweepWatch(client, spec, display).RunAsync(sweep, cancellationToken).ConfigureAwait(false)
                    ?? throw new ClusterException($"the sweep '{sweep.Id}' was deleted meanwhile.");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                host.Error.WriteLine($"The sweep goes on; to watch it again: dropoutsweep watch {sweep.Id}{again}");
                return ExitCodes.Interrupted;
            }
        }

        await ReportAsync(host, client, sweep, spec, again, cancellationToken).ConfigureAwait(false);
        return sweep.ExitCode();
    }

    private static async Task ReportAsync(ClientHost host, SiloClient client, SweepView sweep, SweepSpec spec, string again, CancellationToken cancellationToken)
    {
        if (sweep.Dataset is not { } dataset)
        {
            host.Error.WriteLine($"The sweep was {SweepText.State(sweep)} before a trial of it began.");
            return;
        }

        var records = await new ClusterResults(client, sweep.Id).LoadAsync(cancellationToken).ConfigureAwait(false);
        ResultReport.Write(host, spec, Dataset(dataset), SweepSummarizer.Summarize(spec, records), records, $"dropoutsweep export {sweep.Id} DIR{again}");
        if (sweep.State == SweepState.Cancelled)
        {
            host.Error.WriteLine($"The sweep was cancelled; to run what is missing: dropoutsweep retry {sweep.Id}{again}");
        }
    }
}
