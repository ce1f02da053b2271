using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Sweeps that every figure must draw rightly.</summary>
internal static class Scenarios
{
    /// <summary>A name as an enemy would choose it: markup, a control character, a turned direction, half a surrogate pair, 200 characters.</summary>
    public static readonly string Hostile = "<script>alert(1)</script>]]>&\"'\u0001\u202E\u05D0\u05D1\u05D2\uFFFE\uD800 --> " + new string('W', 200);

    private static readonly Dictionary<string, Func<SweepFigureInput>> s_scenarios = new(StringComparer.Ordinal)
    {
        ["quickstart"] = () => Made.WithAttempts(RunFolder.Read("quickstart")),
        ["dropout-rates"] = () => Made.WithAttempts(RunFolder.Read("dropout-rates")),
        ["dropout-kinds"] = () => Made.WithAttempts(RunFolder.Read("dropout-kinds")),
        ["empty"] = () => SweepFigureInput.Of(RunFolder.Read("quickstart").Spec, []),
        ["one-trial"] = () => First("quickstart", 1),
        ["one-seed"] = () => First("quickstart", 8),
        ["half-done"] = () => First("dropout-rates", 75),
        ["running-only"] = RunningOnly,
        ["failures"] = () => Failures(all: false),
        ["all-failed"] = () => Failures(all: true),
        ["regression"] = () => Made.WithAttempts(Made.All(SweepSpecReader.Read("name: made\ndataset: curve\nmodel: {layers: {grid: [[20], [20, 20]]}, output: linear, dropout: {grid: [0, 0.1, 0.3]}}\nreplicates: 3\nobjective: {metric: validation_loss}\n", "made.yaml"), best: 0.3)),
        ["tiny-losses"] = () => Made.All(SweepSpecReader.Read("name: made\ndataset: curve\nmodel: {layers: [20], output: linear, dropout: {grid: [0, 0.1]}}\nreplicates: 2\nobjective: {metric: validation_loss}\n", "made.yaml"), best: 0.0415),
        ["absurd-losses"] = AbsurdLosses,
        ["rates-per-layer"] = () => Made.All(Made.Spec("layers: [64, 32], dropout: {grid: [0, [0.2, 0.5], [0.5, 0.2], 0.5]}", "replicates: 3")),
        ["many-lists"] = () => Made.All(Made.Spec("layers: [64, 32, 16], dropout: [{grid: [0, 0.1, 0.2, 0.5]}, {grid: [0, 0.1, 0.3, 0.5]}, 0]", "replicates: 2")),
        ["input-rates"] = () => Made.All(Made.Spec("layers: [64], dropout: 0.5, input_dropout: {grid: [0, 0.1, 0.2]}", "replicates: 2")),
        ["both-rates"] = () => Made.All(Made.Spec("layers: {grid: [[64], [128]]}, dropout: {grid: [0, 0.5]}, input_dropout: {grid: [0, 0.2]}", "replicates: 3")),
        ["many-series"] = () => Made.WithAttempts(Made.All(Made.Spec("layers: {grid: [[8], [16], [32], [64], [128], [256, 128], [512, 512, 512]]}, dropout: {grid: [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8]}", "training: {learning_rate: {grid: [0.001, 0.0003, 0.01]}, batch_size: {grid: [32, 128]}}\nreplicates: 2"))),
        ["no-twin"] = () => Made.All(Made.Spec("layers: [64], dropout: {grid: [0.2, 0.5]}", "replicates: 2")),
        ["no-rates"] = () => Made.All(Made.Spec("layers: [64]", "training: {learning_rate: {grid: [0.001, 0.01, 0.1]}}\nreplicates: 2")),
        ["one-configuration"] = () => Made.All(Made.Spec("layers: [], output: softmax")),
        ["equal-results"] = EqualResults,
        ["hostile"] = HostileNames,
        ["large"] = () => Made.WithAttempts(Made.All(Made.Spec("layers: {grid: [[64], [128]]}, dropout: {grid: [0, 0.1, 0.2, 0.3, 0.4]}", "replicates: 200"))),
    };

    public static IEnumerable<string> Names => s_scenarios.Keys;

    public static SweepFigureInput Of(string name) => s_scenarios[name]();

    private static SweepFigureInput First(string run, int trials)
    {
        var input = RunFolder.Read(run);
        return SweepFigureInput.Of(input.Spec, [.. input.Records.Where(record => record.Trial.Number < trials)]);
    }

    private static SweepFigureInput RunningOnly()
    {
        var input = RunFolder.Read("quickstart");
        return SweepFigureInput.Of(input.Spec, []) with
        {
            Epochs = [new TrialEpochs(1, input.Records[1].Result!.Epochs.Take(1).ToArray()), new TrialEpochs(0, input.Records[0].Result!.Epochs.Take(2).ToArray())],
            Attempts = [new AttemptRecord { Trial = 0, Attempt = 1, Silo = "ada:4711", Slot = 0, StartedAt = Made.Start }, new AttemptRecord { Trial = 1, Attempt = 1, Silo = "ada:4711", Slot = 1, StartedAt = Made.Start }],
            Now = Made.Start.AddSeconds(3),
        };
    }

    private static SweepFigureInput Failures(bool all)
    {
        var input = RunFolder.Read("quickstart");
        TrialRecord[] records = [.. input.Records.Select(record => all || record.Trial.Number % 3 == 0 ? Made.Failed(input.Spec, record.Trial.Number) : record)];
        return Made.WithAttempts(SweepFigureInput.Of(input.Spec, records));
    }

    private static SweepFigureInput EqualResults()
    {
        var spec = Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "replicates: 2");
        return SweepFigureInput.Of(spec, [.. Enumerable.Range(0, spec.TrialCount).Select(number => Made.Trial(spec, number, 1, 1, epochs: 1))]);
    }

    /// <summary>Finite, but next to overflow, and next to nothing: what a run leaves behind that almost diverged.</summary>
    private static SweepFigureInput AbsurdLosses()
    {
        var spec = SweepSpecReader.Read("name: made\ndataset: curve\nmodel: {layers: [20], output: linear, dropout: {grid: [0, 0.1, 0.3]}}\nreplicates: 2\nobjective: {metric: validation_loss}\n", "made.yaml");
        double[] losses = [0.04, 1.7e308, 1e-300, 0, -1.7e308, double.MaxValue];
        return SweepFigureInput.Of(spec, [.. losses.Select((loss, number) => Made.Trial(spec, number, loss, losses[^(number + 1)]))]);
    }

    private static SweepFigureInput HostileNames()
    {
        var label = new string('x', 50) + "<script>alert(1)</script> & \u05D0\u05D1\u05D2 ";
        var spec = Made.Spec("layers: [64]", $"replicates: 2\nvariants:\n{string.Concat(Enumerable.Range(0, 11).Select(number => $"  - {{label: '{label}{new string('W', 100)}{number}', model.dropout: 0.{number % 9}, training.batch_size: {32 + number}}}\n"))}");
        var input = Made.WithAttempts(Made.All(spec));
        return input with
        {
            Dataset = Hostile,
            Attempts = [.. input.Attempts.Select(attempt => attempt with { Silo = Hostile + attempt.Silo })],
        };
    }
}
