using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Sweeps with results that are made up, where real ones would not show what a test is about.</summary>
internal static class Made
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public static SweepSpec Spec(string model, string rest = "") => SweepSpecReader.Read($"name: made\ndataset: mnist\nmodel: {{{model}}}\n{rest}", "made.yaml");

    /// <summary>A completed trial with these accuracies (or losses, when they are greater than 1 or the sweep is a regression).</summary>
    public static TrialRecord Trial(SweepSpec spec, int number, double test, double train, double? validation = null, int epochs = 3)
    {
        var regression = spec.IsRegression;
        Scores Of(double value) => new() { Samples = 10_000, Loss = regression ? value : 3 * (1.001 - value), Accuracy = regression ? null : value };
        return new TrialRecord
        {
            Trial = spec.Trial(number),
            State = TrialState.Completed,
            Seconds = 2,
            Result = new TrainingResult
            {
                Status = TrainingStatus.Completed,
                KeptEpoch = epochs,
                Train = Of(train),
                Validation = Of(validation ?? test),
                Test = Of(test),
                Epochs =
                [
                    .. Enumerable.Range(1, epochs).Select(epoch => new EpochMetrics
                    {
                        Epoch = epoch,
                        Step = epoch * 100,
                        LearningRate = 0.001,
                        TrainingLoss = 1.0 / epoch,
                        Train = Of(train - (0.01 * (epochs - epoch))),
                        Validation = Of((validation ?? test) - (0.01 * (epochs - epoch))),
                        Test = Of(test),
                    }),
                ],
            },
        };
    }

    public static TrialRecord Failed(SweepSpec spec, int number, string message = "The loss became NaN.") => new()
    {
        Trial = spec.Trial(number),
        State = TrialState.Failed,
        Failure = new TrialFailure(TrialFailureKind.Diverged, message),
        Result = new TrainingResult { Status = TrainingStatus.Diverged, Divergence = new Divergence(1, 7), Epochs = [] },
    };

    /// <summary>All trials of a sweep, with values that scatter a little and repeat themselves.</summary>
    public static SweepFigureInput All(SweepSpec spec, double best = 0.98)
    {
        TrialRecord[] records = [.. Enumerable.Range(0, spec.TrialCount).Select(number =>
        {
            var trial = spec.Trial(number);
            var bend = (trial.Configuration * 7 % 11 * 0.004) + (number * 13 % 17 * 0.0003);
            return Trial(spec, number, best - bend, best - (bend / 2) + 0.01);
        })];
        return SweepFigureInput.Of(spec, records);
    }

    /// <summary>The attempts of two silos with two slots each: one silo is lost on the way, and one attempt is given back.</summary>
    public static SweepFigureInput WithAttempts(SweepFigureInput input)
    {
        var attempts = new List<AttemptRecord>();
        var free = new double[4];
        foreach (var record in input.Records.OrderBy(record => record.Trial.Number))
        {
            var slot = Array.IndexOf(free, free.Min());
            var number = record.Trial.Number;
            var first = 1;
            if (number % 11 == 5)
            {
                Add(number, first++, slot, record.Seconds * 0.4, number % 2 == 0 ? AttemptOutcome.Released : AttemptOutcome.Lost);
                free[slot] += record.Seconds * 0.2;
            }

            Add(number, first, slot, record.Seconds, record.State == TrialState.Completed ? AttemptOutcome.Completed : AttemptOutcome.Failed);
        }

        return input with { Attempts = attempts };

        void Add(int trial, int attempt, int slot, double seconds, AttemptOutcome outcome)
        {
            var start = free[slot];
            free[slot] += Math.Max(seconds, 0.1);
            attempts.Add(new AttemptRecord
            {
                Trial = trial,
                Attempt = attempt,
                Silo = slot < 2 ? "ada:4711" : "bohr:4712",
                Slot = slot % 2,
                StartedAt = Start.AddSeconds(start),
                EndedAt = Start.AddSeconds(free[slot]),
                Outcome = outcome,
            });
        }
    }
}
