using DropoutSweep.Figures;
using DropoutSweep.Silo;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Reports;

/// <summary>Gathers what a report says.</summary>
internal static class ReportBuilder
{
    /// <summary>Computes and draws everything.</summary>
    /// <param name="source">The sweep.</param>
    /// <param name="look">How closely the best model is looked at.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<ReportContent> BuildAsync(ReportSource source, ModelInspectionOptions look, CancellationToken cancellationToken)
    {
        var records = await source.Results.LoadAsync(cancellationToken).ConfigureAwait(false);
        var summary = SweepSummarizer.Summarize(source.Spec, records);
        var input = new SweepFigureInput
        {
            Spec = source.Spec,
            Records = records,
            Summary = summary,
            Epochs = await EpochsAsync(source, cancellationToken).ConfigureAwait(false),
            Attempts = await source.Results.AttemptsAsync(cancellationToken).ConfigureAwait(false),
            Dataset = source.Dataset.Name,
        };
        var warnings = ReportAnswer.Warnings(source.Spec, summary, records).ToList();
        var sweepFigures = await DrawAsync(FigureCatalog.Sweep, input, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ReportFigure> modelFigures = [];
        // A model that is not kept may be that of the trial with dropout; the best one itself is kept first of all.
        int[] candidates = [.. new[] { Shown(source.Spec, summary, records), summary.BestTrial }.OfType<int>().Distinct()];
        foreach (var trial in candidates)
        {
            try
            {
                modelFigures = await DrawAsync(FigureCatalog.Model, await source.Models.InspectAsync(trial, look, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (InputException error)
            {
                warnings.Add($"Trial {trial} is not shown from inside. {error.Message}");
            }
        }

        return new ReportContent
        {
            Spec = source.Spec,
            Dataset = source.Dataset,
            Summary = summary,
            Answer = ReportAnswer.Sentences(source.Spec, summary),
            Warnings = warnings,
            SweepFigures = sweepFigures,
            ModelFigures = modelFigures,
            Version = SiloIdentity.Version,
            Command = source.Command,
        };
    }

    /// <summary>
    /// The trial whose model is shown: the best one. Where that drops nothing, the trial with dropout that is compared with it, so
    /// that the best one stands beside it as its twin.
    /// </summary>
    private static int? Shown(SweepSpec spec, SweepSummary summary, IReadOnlyList<TrialRecord> records)
    {
        if (summary.BestTrial is not { } best)
        {
            return null;
        }

        var trial = spec.Trial(best);
        var rival = summary.Configurations.FirstOrDefault(one => one.Completed > 0 && one.Twin?.Twin == trial.Configuration);
        return rival is null
            ? best
            : records.FirstOrDefault(record => record.State == TrialState.Completed && record.Trial.Configuration == rival.Configuration.Number && record.Trial.Replicate == trial.Replicate)?.Trial.Number ?? best;
    }

    /// <summary>Draws those figures of a list that have something to show.</summary>
    public static async Task<IReadOnlyList<ReportFigure>> DrawAsync<T>(IEnumerable<FigureSource<T>> figures, T input, CancellationToken cancellationToken)
    {
        var drawn = new List<ReportFigure>();
        foreach (var figure in figures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var data = figure.Compute(input);
            if (data.Empty is null)
            {
                drawn.Add(new ReportFigure(figure.Id, figure.FileName, data, await FigureRenderer.RenderAsync(data, cancellationToken).ConfigureAwait(false)));
            }
        }

        return drawn;
    }

    private static async Task<IReadOnlyList<TrialEpochs>> EpochsAsync(ReportSource source, CancellationToken cancellationToken)
    {
        var epochs = new List<TrialEpochs>();
        await foreach (var trial in source.Results.EpochsAsync(cancellationToken).ConfigureAwait(false))
        {
            epochs.Add(trial);
        }

        return epochs;
    }
}
