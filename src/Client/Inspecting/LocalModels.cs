using DropoutSweep.Client.Runs;
using DropoutSweep.Figures.Models;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Inspecting;

/// <summary>Looks into the models of a run's folder, in this process.</summary>
/// <param name="results">The run's results.</param>
/// <param name="spec">The sweep.</param>
/// <param name="data">Its data.</param>
/// <param name="patience">Most seconds that a trial may have taken to be trained again for a model that was not kept.</param>
/// <param name="sample">How many test samples distributions and ensembles are computed over.</param>
internal sealed class LocalModels(IRunResults results, SweepSpec spec, TrainingData data, double patience, InspectionOptions sample) : IModelSource
{
    private readonly TrialModels _models = new(results, spec, data, patience);

    /// <inheritdoc/>
    public async Task<ModelFigureInput> InspectAsync(int trial, ModelInspectionOptions options, CancellationToken cancellationToken)
    {
        var record = trial >= 0 && trial < spec.TrialCount ? await results.TrialAsync(trial, cancellationToken).ConfigureAwait(false) : null;
        if (record is null)
        {
            throw new InputException($"The sweep '{spec.Name}' has no trial {trial}; it has 0 to {spec.TrialCount - 1}.");
        }

        if (record.State != TrialState.Completed)
        {
            throw new InputException($"Trial {trial} has no model: it is {record.State.ToString().ToLowerInvariant()}, not completed.");
        }

        if (options.OwnPixels is null && (options.Row < 0 || options.Row >= data.Dataset.Test.Count))
        {
            throw new InputException($"There is no test image {options.Row}; '{data.Dataset.Name}' has 0 to {data.Dataset.Test.Count - 1}.");
        }

        var model = await _models.FindAsync(trial, cancellationToken).ConfigureAwait(false)
            ?? throw new InputException($"The model of trial {trial} is not kept (the sweep keeps those of its best {spec.Policy.KeepModels} trials), and training it again would take too long (more than {patience:0} s).");
        var twin = TrialNames.Twin(spec, record.Trial);
        var other = twin is null ? null : await _models.FindAsync(twin.Number, cancellationToken).ConfigureAwait(false);
        var found = await Task.Run(
            () => WholeInspector.Inspect(new ModelInspector(model, data, sample), other is null ? null : new ModelInspector(other, data, sample), options, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new ModelFigureInput
        {
            Sweep = $"{spec.Name} on {data.Dataset.Name}",
            Trial = trial,
            Name = TrialNames.Configuration(spec, record.Trial),
            Inspection = found,
            TwinMissing = TrialNames.Missing(spec, record.Trial, twin, other is not null),
            Epochs = found.IsRegression ? await EpochsAsync(trial, cancellationToken).ConfigureAwait(false) : [],
            TwinEpochs = found.IsRegression && other is not null ? await EpochsAsync(twin!.Number, cancellationToken).ConfigureAwait(false) : [],
        };
    }

    private async Task<IReadOnlyList<EpochMetrics>> EpochsAsync(int trial, CancellationToken cancellationToken)
    {
        await foreach (var one in results.EpochsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (one.Trial == trial)
            {
                return one.Epochs;
            }
        }

        return [];
    }
}
