using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Runs;
using DropoutSweep.Figures.Models;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Inspecting;

/// <summary>Looks into the models of a cluster's sweep: a silo computes, this draws.</summary>
/// <param name="client">The cluster.</param>
/// <param name="sweep">The sweep's id.</param>
/// <param name="results">Its results.</param>
/// <param name="spec">The sweep.</param>
/// <param name="dataset">What its data set is called.</param>
internal sealed class ClusterModels(SiloClient client, string sweep, IRunResults results, SweepSpec spec, string dataset) : IModelSource
{
    /// <inheritdoc/>
    public async Task<ModelFigureInput> InspectAsync(int trial, ModelInspectionOptions options, CancellationToken cancellationToken)
    {
        var record = trial >= 0 && trial < spec.TrialCount ? await results.TrialAsync(trial, cancellationToken).ConfigureAwait(false) : null;
        if (record is null)
        {
            throw new InputException($"The sweep '{spec.Name}' has no trial {trial}; it has 0 to {spec.TrialCount - 1}.");
        }

        ModelInspection found;
        try
        {
            found = await client.InspectAsync(sweep, trial, options.Row, options.Mask, options.OwnPixels, cancellationToken).ConfigureAwait(false);
        }
        catch (ClusterException error) when (error.Problem is { Status: 400 or 404 } problem)
        {
            throw new InputException($"Trial {trial} cannot be shown: {problem.Detail}");
        }

        var twin = TrialNames.Twin(spec, record.Trial);
        return new ModelFigureInput
        {
            Sweep = $"{spec.Name} on {dataset}",
            Trial = trial,
            Name = TrialNames.Configuration(spec, record.Trial),
            Inspection = found,
            TwinMissing = TrialNames.Missing(spec, record.Trial, twin, found.Twin is not null),
            Epochs = found.IsRegression ? (await client.TrialEpochsAsync(sweep, trial, cancellationToken).ConfigureAwait(false)).Epochs : [],
            TwinEpochs = found.IsRegression && found.Twin is not null ? (await client.TrialEpochsAsync(sweep, twin!.Number, cancellationToken).ConfigureAwait(false)).Epochs : [],
        };
    }
}
