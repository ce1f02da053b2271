using System.Globalization;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Describing;

/// <summary>Writes what a sweep will train: counts, each configuration's size, the networks.</summary>
internal static class SweepDescription
{
    private const int MostConfigurations = 40;
    private const int MostModels = 3;

    public static void Write(TextWriter writer, SweepSpec spec, TrainingData data, TrainableConfigurations trainable)
    {
        var (inputs, outputs) = (data.Dataset.Train.Features, data.Dataset.Classes);
        writer.WriteLine($"{spec.Name}: {NumberText.Of(spec.TrialCount, "trial")} = {NumberText.Of(spec.ConfigurationCount, "configuration")} × {NumberText.Of(spec.Replicates, "seed")}");
        writer.WriteLine($"Data: {data.Dataset.Name}. {data.Dataset.Description}");
        writer.WriteLine($"Split: {NumberText.Count(data.TrainRows.Length)} to train on, {NumberText.Count(data.ValidationRows.Length)} to validate, {NumberText.Count(data.Dataset.Test.Count)} to test");
        writer.WriteLine();
        WriteConfigurations(writer, spec, data, inputs, outputs);
        WriteModels(writer, spec, inputs, outputs);
        WriteRefused(writer, spec, trainable);
    }

    /// <summary>Configurations whose trials will fail before they begin, which no estimate counts.</summary>
    private static void WriteRefused(TextWriter writer, SweepSpec spec, TrainableConfigurations trainable)
    {
        if (trainable.Refusal is { } refusal)
        {
            var of = trainable.Looked == spec.ConfigurationCount ? "" : " that were looked at";
            writer.WriteLine($"{NumberText.Count(trainable.Looked - trainable.Trainings.Count)} of {NumberText.Of(trainable.Looked, "configuration")}{of} will fail without being trained. {refusal}");
            writer.WriteLine();
        }
    }

    private static void WriteConfigurations(TextWriter writer, SweepSpec spec, TrainingData data, int inputs, int outputs)
    {
        var names = new ParameterText(spec.Axes);
        List<string[]> rows = [Headers(spec, names)];
        for (var number = 0; number < Math.Min(spec.ConfigurationCount, MostConfigurations); number++)
        {
            var configuration = spec.Configuration(number);
            var arithmetic = ModelArithmetic.Of(configuration.Training.Model, inputs, outputs);
            var operations = 2.0 * arithmetic.TrainingMultiplyAdds * data.TrainRows.Length * configuration.Training.Training.Epochs;
            rows.Add(
            [
                number.ToString(CultureInfo.InvariantCulture),
                .. configuration.Parameters.Select(parameter => parameter.Value),
                NumberText.Count(arithmetic.Parameters),
                NumberText.Count(arithmetic.TrainingMultiplyAdds),
                NumberText.Scaled(operations),
            ]);
        }

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column > 0 && column <= spec.Axes.Count ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }

        if (spec.ConfigurationCount > MostConfigurations)
        {
            writer.WriteLine($"… and {NumberText.Count(spec.ConfigurationCount - MostConfigurations)} more");
        }

        writer.WriteLine();
    }

    private static string[] Headers(SweepSpec spec, ParameterText names) =>
        ["#", .. spec.Axes.Select(names.Name), "parameters", "multiply-adds/sample", "operations/trial"];

    /// <summary>Each architecture once, as the configuration with the most dropout layers has it.</summary>
    private static void WriteModels(TextWriter writer, SweepSpec spec, int inputs, int outputs)
    {
        var architectures = Enumerable.Range(0, Math.Min(spec.ConfigurationCount, MostConfigurations))
            .Select(spec.Configuration)
            .GroupBy(configuration => string.Join(',', configuration.Training.Model.Hidden.Select(layer => layer.Units)), StringComparer.Ordinal)
            .Select(group => group.MaxBy(configuration => configuration.Training.Model.Hidden.Count(layer => layer.Dropout > 0))!)
            .ToList();
        foreach (var configuration in architectures.Take(MostModels))
        {
            writer.WriteLine($"Configuration {configuration.Number}");
            writer.WriteLine(ModelSummaryText.Write(configuration.Training.Model, inputs, outputs));
        }

        if (architectures.Count > MostModels)
        {
            writer.WriteLine($"… and {architectures.Count - MostModels} other architecture(s).");
            writer.WriteLine();
        }
    }
}
