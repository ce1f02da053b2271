using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Runs;

/// <summary>Writes <c>trials.csv</c>: a row per ended trial in the order of their numbers. Accuracies are shares in [0, 1].</summary>
internal static class TrialsCsv
{
    public static void Write(TextWriter writer, SweepSpec spec, string dataset, IEnumerable<TrialRecord> records)
    {
        var csv = new CsvText(writer);
        csv.Add(["trial", "configuration", "replicate", "seed", "dataset"])
            .Add(spec.Axes)
            .Add(["state", "failure", "failure_message", "diverged_epoch", "diverged_step", "epochs", "kept_epoch"])
            .Add(["train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "test_loss", "test_accuracy"])
            .Add(["gap", "test_logit_accuracy", "test_tied_share", "model_sha256", "seconds"])
            .EndRow();
        foreach (var record in records)
        {
            var (trial, result) = (record.Trial, record.Result);
            csv.Add(trial.Number).Add(trial.Configuration).Add(trial.Replicate).Add(trial.Seed).Add(dataset)
                .Add(spec.Parameters(trial.Configuration).Select(parameter => parameter.Value))
                .Add(EnumNames.Of(record.State))
                .Add(record.Failure is { } failure ? EnumNames.Of(failure.Kind) : null)
                .Add(record.Failure?.Message)
                .Add(result?.Divergence?.Epoch).Add(result?.Divergence?.Step)
                .Add(record.EpochCount > 0 ? record.EpochCount : null)
                .Add(result?.KeptEpoch)
                .Add(result?.Train?.Loss).Add(result?.Train?.Accuracy)
                .Add(result?.Validation?.Loss).Add(result?.Validation?.Accuracy)
                .Add(result?.Test?.Loss).Add(result?.Test?.Accuracy)
                .Add(result?.Gap).Add(result?.Test?.LogitAccuracy).Add(result?.Test?.TiedShare)
                .Add(result?.ModelSha256)
                .Add(record.Seconds)
                .EndRow();
        }
    }
}
