using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Reports;

/// <summary>The report that a run ends with.</summary>
internal static class ReportRun
{
    // What the report may add to a run is a second or two: a smaller sample, and a twin's model only when it is kept or quick to train again.
    private const double Patience = 1;
    private const int Sample = 500;

    private static readonly ModelInspectionOptions s_quick = new()
    {
        Ensemble = new EnsembleOptions { Networks = 20, Repetitions = 3 },
        Uncertainty = new UncertaintyOptions { Passes = 100 },
    };

    /// <summary>Writes it into the run's folder; a report that cannot be written spoils no run.</summary>
    public static async Task WriteAsync(ClientHost host, SweepSpec spec, TrainingData data, RunFolder folder, string command, CancellationToken cancellationToken)
    {
        var dataset = new RunSummaryDataset(data.Dataset.Name, data.Dataset.Description, data.Dataset.Fingerprint);
        var models = new LocalModels(folder.Results, spec, data, Patience, new InspectionOptions { SampleSize = Sample });
        try
        {
            var began = host.Time.GetTimestamp();
            var content = await ReportBuilder.BuildAsync(new ReportSource(spec, dataset, folder.Results, models, command), s_quick, cancellationToken).ConfigureAwait(false);
            var page = ReportFiles.Write(folder.Path, content);
            host.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Report: {page} ({host.Time.GetElapsedTime(began).TotalSeconds:0.0} s)"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InputException)
        {
            host.Error.WriteLine($"The report was not written: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            host.Error.WriteLine($"The report was not written; to write it: dropoutsweep report {folder.Path}");
        }
    }
}
