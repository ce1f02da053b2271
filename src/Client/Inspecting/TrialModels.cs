using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Client.Inspecting;

/// <summary>
/// Models of a sweep's trials: those that were kept, and others by training them again, which gives the same bits.
/// </summary>
/// <param name="results">The sweep's results.</param>
/// <param name="spec">The sweep.</param>
/// <param name="data">Its data.</param>
/// <param name="patience">Most seconds that a trial may have taken to be trained again.</param>
internal sealed class TrialModels(IRunResults results, SweepSpec spec, TrainingData data, double patience)
{
    /// <summary>A completed trial's model; null when it was not kept and would take too long to train again, or did not come out the same.</summary>
    public async Task<TrainedModel?> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (await results.ModelAsync(number, cancellationToken).ConfigureAwait(false) is { } bytes)
        {
            using var stream = new MemoryStream(bytes, writable: false);
            return SafetensorsFile.Read(stream);
        }

        var record = await results.TrialAsync(number, cancellationToken).ConfigureAwait(false);
        if (record?.Result?.ModelSha256 is not { } expected || record.Seconds > patience)
        {
            return null;
        }

        var trial = record.Trial;
        var model = await Task.Run(
            () =>
            {
                var trainer = new Trainer(spec.Configuration(trial.Configuration).Training, data, trial.Seed);
                trainer.Run(observer: null, cancellationToken);
                return trainer.Model;
            },
            cancellationToken).ConfigureAwait(false);
        return string.Equals(model?.Sha256(), expected, StringComparison.Ordinal) ? model : null;
    }
}
