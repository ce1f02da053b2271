using DropoutSweep.Figures;
using DropoutSweep.Figures.Models;
using DropoutSweep.Silo.Api;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Inspection;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Inspection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page.Looks;

/// <summary>
/// Looks inside kept models for their trials' pages. A look takes seconds of a processor that also trains, so it is taken once for
/// all who ask, beside the page rather than before it, and the figures that were drawn last are kept.
/// </summary>
internal sealed class ModelLooks(InspectionCache inspections, ISweepStore store, PageRenderer renderer, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ModelLooks> logger)
{
    /// <summary>Looks kept, of some hundred kilobytes each.</summary>
    private const int Kept = 32;

    private readonly RecentlyUsed<ModelLook> _looks = new(Kept);

    /// <summary>The look at what an address asks for; null when the model is not kept.</summary>
    public async Task<ModelLook?> FindAsync(SweepRecord sweep, SweepSpec spec, StoredTrial trial, LookQuery query, CancellationToken cancellationToken)
    {
        if (!trial.HasModel)
        {
            return null;
        }

        var look = _looks.GetOrAdd(
            await inspections.KeyAsync(sweep, trial, query.Image, query.Mask, cancellationToken),
            () => ModelLook.Start(stop => DrawAsync(sweep, spec, trial, query, stop), time, error => logger.LookFailed(error, sweep.Id, trial.Record.Trial.Number), lifetime.ApplicationStopping),
            found => found.Counts);
        look.Ask();
        return look;
    }

    private async Task<IReadOnlyList<string>> DrawAsync(SweepRecord sweep, SweepSpec spec, StoredTrial stored, LookQuery query, CancellationToken cancellationToken)
    {
        var trial = stored.Record.Trial;
        var found = await inspections.GetAsync(sweep, stored, new ModelInspectionOptions { Row = query.Image, Mask = query.Mask }, cancellationToken);
        var twin = TrialNames.Twin(spec, trial);
        var input = new ModelFigureInput
        {
            Sweep = $"{sweep.Name} on {sweep.Dataset?.Name}",
            Trial = trial.Number,
            Name = TrialNames.Configuration(spec, trial),
            Inspection = found,
            TwinMissing = TrialNames.Missing(spec, trial, twin, found.Twin is not null),
            Epochs = found.IsRegression ? await store.ReadEpochsAsync(sweep.Id, trial.Number, cancellationToken) : [],
            TwinEpochs = found.IsRegression && found.Twin is not null ? await store.ReadEpochsAsync(sweep.Id, twin!.Number, cancellationToken) : [],
        };
        var figures = new List<string>();
        foreach (var source in FigureCatalog.Model)
        {
            var data = source.Compute(input);
            if (data.Empty is null)
            {
                figures.Add(await renderer.RenderAsync<FigureBox>(
                    (nameof(FigureBox.Id), source.Id),
                    (nameof(FigureBox.Title), data.Title),
                    (nameof(FigureBox.Svg), await FigureRenderer.RenderAsync(data, cancellationToken)),
                    (nameof(FigureBox.Caption), data.Caption)));
            }
        }

        return figures;
    }
}
