using System.Globalization;
using System.Text;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>Trials as CSV: a row each, the columns of a run folder's <c>trials.csv</c> and those that only a store knows.</summary>
internal static class TrialsCsv
{
    /// <summary>The row of names as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Head(SweepSpec spec)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new CsvText(text).Add(["trial", "configuration", "replicate", "seed"])
            .Add(spec.Axes)
            .Add(["state", "failure", "failure_message", "diverged_epoch", "diverged_step", "epochs", "kept_epoch"])
            .Add(["train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "test_loss", "test_accuracy"])
            .Add(["gap", "test_logit_accuracy", "test_tied_share", "model_sha256", "seconds"])
            .Add(["attempts", "losses", "crashes", "silo", "slot", "started_at", "ended_at"])
            .EndRow();
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Trials' rows as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Rows(SweepSpec spec, IReadOnlyList<StoredTrial> trials)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvText(text);
        foreach (var trial in trials)
        {
            Add(csv, spec, trial);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(CsvText csv, SweepSpec spec, StoredTrial stored)
    {
        var (record, trial, result) = (stored.Record, stored.Record.Trial, stored.Record.Result);
        csv.Add(trial.Number).Add(trial.Configuration).Add(trial.Replicate).Add(trial.Seed)
            .Add(spec.Parameters(trial.Configuration).Select(parameter => parameter.Value))
            .Add(EnumNames.Of(record.State))
            .Add(record.Failure is { } failure ? EnumNames.Of(failure.Kind) : null)
            .Add(record.Failure?.Message)
            .Add(result?.Divergence?.Epoch).Add(result?.Divergence?.Step)
            .Add(stored.Epochs)
            .Add(result?.KeptEpoch);
        foreach (var scores in new[] { result?.Train, result?.Validation, result?.Test })
        {
            AddScores(csv, scores);
        }

        csv.Add(result?.Gap).Add(result?.Test?.LogitAccuracy).Add(result?.Test?.TiedShare)
            .Add(result?.ModelSha256)
            .Add(record.Seconds)
            .Add(stored.Attempts).Add(stored.Losses).Add(stored.Crashes)
            .Add(stored.Silo).Add(stored.Slot).Add(stored.StartedAt).Add(stored.EndedAt)
            .EndRow();
    }

    private static void AddScores(CsvText csv, Scores? scores) => csv.Add(scores?.Loss).Add(scores?.Accuracy);
}
