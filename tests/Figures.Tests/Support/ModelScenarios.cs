using System.IO.Compression;
using System.Text.Json;
using DropoutSweep.Figures.Models;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Models that every figure must draw rightly: what was found in real ones, and what is left of it in the corners.</summary>
internal static class ModelScenarios
{
    /// <summary>A classifier of MNIST with dropout.</summary>
    public const string Digits = "digits";

    /// <summary>A classifier whose sigmoid outputs saturate.</summary>
    public const string Sigmoids = "sigmoids";

    /// <summary>A regression of one input.</summary>
    public const string Curve = "curve";

    private static readonly Dictionary<string, Func<ModelFigureInput>> s_scenarios = new(StringComparer.Ordinal)
    {
        [Digits] = () => Read("quick", "quickstart on mnist", 9, "256-128 at rate 0.2"),
        [Sigmoids] = () => Read("sat", "saturation on mnist", 1, "100-50-25 at rate 0.5 / 0.25 / 0"),
        [Curve] = WithEpochs,
        ["no-twin"] = () => Of(Digits) with { Inspection = Of(Digits).Inspection with { Twin = null }, TwinMissing = "The model of its twin without dropout (trial 8) is not kept, so it cannot stand beside it." },
        ["no-mistakes"] = () => Of(Digits) with { Inspection = Of(Digits).Inspection with { Mistakes = [], Images = [], Uncertainty = [] } },
        ["hostile"] = () => Of(Digits) with { Sweep = Scenarios.Hostile, Name = Scenarios.Hostile, TwinMissing = Scenarios.Hostile + "." },
    };

    public static IEnumerable<string> Names => s_scenarios.Keys;

    public static ModelFigureInput Of(string name) => s_scenarios[name]();

    private static ModelFigureInput WithEpochs()
    {
        var epochs = RunFolder.ReadEpochs(Repository.PathOf("tests", "Figures.Tests", "Data", "models", "regr-epochs.csv"));
        return Read("regr", "rules-of-thumb-regression on curve", 3, "fair: dropout 0.2, 0.01 at rate 0.2") with { Epochs = [.. epochs[3]], TwinEpochs = [.. epochs[0]] };
    }

    private static ModelFigureInput Read(string file, string sweep, int trial, string name)
    {
        using var stream = new GZipStream(File.OpenRead(Repository.PathOf("tests", "Figures.Tests", "Data", "models", $"{file}.json.gz")), CompressionMode.Decompress);
        return new ModelFigureInput
        {
            Sweep = sweep,
            Trial = trial,
            Name = name,
            Inspection = JsonSerializer.Deserialize(stream, InspectionJson.Default.ModelInspection)!,
        };
    }
}
