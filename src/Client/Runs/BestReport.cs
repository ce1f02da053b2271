using System.Globalization;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Runs;

/// <summary>Writes <c>best-report.txt</c>: which trial is the best, its scores, and its classification report on the test set.</summary>
internal static class BestReport
{
    public static void Write(TextWriter writer, SweepSpec spec, RunSummaryDataset dataset, TrialRecord record)
    {
        var trial = record.Trial;
        writer.WriteLine($"Best trial of {spec.Name}: trial {trial.Number} (configuration {trial.Configuration}, seed {trial.Seed}), chosen on validation");
        foreach (var (path, value) in spec.Parameters(trial.Configuration))
        {
            writer.WriteLine($"  {path}: {value}");
        }

        writer.WriteLine($"Data: {dataset.Name}. {dataset.Description}");
        if (record.Result is not { } result)
        {
            return;
        }

        writer.WriteLine($"Model: the one after epoch {result.KeptEpoch}");
        writer.WriteLine();
        WriteScores(writer, "train", result.Train);
        WriteScores(writer, "validation", result.Validation);
        WriteScores(writer, "test", result.Test);
        if (result.TestConfusion is { } confusion)
        {
            writer.WriteLine();
            writer.WriteLine("Classification report on the test set");
            writer.WriteLine();
            writer.WriteLine(ClassificationReport.Create(confusion).ToText().TrimEnd());
        }
    }

    private static void WriteScores(TextWriter writer, string set, Scores? scores)
    {
        if (scores is null)
        {
            return;
        }

        writer.Write($"{set + ':',-12}loss {Text(scores.Loss)}");
        writer.Write(scores.Accuracy is { } accuracy ? $", accuracy {Text(accuracy)}" : "");
        writer.Write(scores.LogitAccuracy is { } logits ? $", by logits {Text(logits)}" : "");
        writer.Write(scores.TiedShare is { } tied ? $", ties {Text(tied)}" : "");
        writer.WriteLine($" ({scores.Samples} samples)");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
