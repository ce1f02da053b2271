using System.Globalization;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Reads a run's folder under Data.</summary>
internal static class RunFolder
{
    public static SweepFigureInput Read(string name)
    {
        var folder = Repository.PathOf("tests", "Figures.Tests", "Data", name);
        var spec = SweepSpecReader.Read(File.ReadAllText(Path.Combine(folder, "sweep.yaml")), "sweep.yaml");
        var epochs = ReadEpochs(Path.Combine(folder, "epochs.csv"));
        TrialRecord[] records = [.. Csv(Path.Combine(folder, "trials.csv")).Select(row => Record(spec, row, [.. epochs[Int(row["trial"])]]))];
        return SweepFigureInput.Of(spec, records) with { Dataset = "mnist" };
    }

    /// <summary>The epochs of a run's file, by trial.</summary>
    public static ILookup<int, EpochMetrics> ReadEpochs(string path) => Csv(path).ToLookup(row => Int(row["trial"]), Epoch);

    private static TrialRecord Record(SweepSpec spec, Dictionary<string, string> row, EpochMetrics[] epochs) => new()
    {
        Trial = spec.Trial(Int(row["trial"])),
        State = TrialState.Completed,
        Seconds = Number(row["seconds"])!.Value,
        Result = new TrainingResult
        {
            Status = TrainingStatus.Completed,
            Epochs = epochs,
            KeptEpoch = Int(row["kept_epoch"]),
            Train = ScoresOf(row, "train"),
            Validation = ScoresOf(row, "validation"),
            Test = ScoresOf(row, "test"),
        },
    };

    private static EpochMetrics Epoch(Dictionary<string, string> row) => new()
    {
        Epoch = Int(row["epoch"]),
        Step = Int(row["step"]),
        LearningRate = Number(row["learning_rate"])!.Value,
        TrainingLoss = Number(row["training_loss"])!.Value,
        Train = ScoresOf(row, "train"),
        Validation = ScoresOf(row, "validation"),
        Test = ScoresOf(row, "test"),
    };

    private static Scores ScoresOf(Dictionary<string, string> row, string set) =>
        new() { Samples = 10_000, Loss = Number(row[$"{set}_loss"])!.Value, Accuracy = Number(row[$"{set}_accuracy"]) };

    private static IEnumerable<Dictionary<string, string>> Csv(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = Split(lines[0]);
        return lines.Skip(1).Select(line => header.Zip(Split(line)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
