using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// Writes <c>epochs.csv</c>: a row per epoch of every ended trial. <c>training_*</c> is as seen while training,
/// with dropout on; the rest is in evaluation mode. Accuracies are shares in [0, 1].
/// </summary>
internal static class EpochsCsv
{
    public static async Task WriteAsync(TextWriter writer, SweepSpec spec, string dataset, IAsyncEnumerable<TrialEpochs> trials, CancellationToken cancellationToken)
    {
        var csv = new CsvText(writer);
        csv.Add(["trial", "configuration", "replicate", "seed", "dataset"])
            .Add(spec.Axes)
            .Add(["epoch", "step", "learning_rate", "training_loss", "training_accuracy"])
            .Add(["train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "test_loss", "test_accuracy"])
            .Add(["test_logit_accuracy", "test_tied_share"])
            .EndRow();
        await foreach (var (number, epochs) in trials.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var trial = spec.Trial(number);
            var parameters = spec.Parameters(trial.Configuration);
            foreach (var epoch in epochs)
            {
                csv.Add(trial.Number).Add(trial.Configuration).Add(trial.Replicate).Add(trial.Seed).Add(dataset)
                    .Add(parameters.Select(parameter => parameter.Value))
                    .Add(epoch.Epoch).Add(epoch.Step).Add(epoch.LearningRate)
                    .Add(epoch.TrainingLoss).Add(epoch.TrainingAccuracy)
                    .Add(epoch.Train.Loss).Add(epoch.Train.Accuracy)
                    .Add(epoch.Validation.Loss).Add(epoch.Validation.Accuracy)
                    .Add(epoch.Test.Loss).Add(epoch.Test.Accuracy)
                    .Add(epoch.Test.LogitAccuracy).Add(epoch.Test.TiedShare)
                    .EndRow();
            }
        }
    }
}
