using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Tests.Reports;

/// <summary>
/// A sweep whose trials have all completed, with epochs and attempts that differ from each other as real ones do. Models are trained
/// when they are asked for, for two epochs.
/// </summary>
internal sealed class LargeRun(SweepSpec spec, TrainingData data) : IRunResults
{
    private const int Epochs = 20;
    private const int Silos = 4;
    private const int Slots = 8;
    private const double Seconds = 37.25;
    private static readonly DateTimeOffset s_began = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrialRecord>>([.. Enumerable.Range(0, spec.TrialCount).Select(Record)]);

    public IAsyncEnumerable<TrialEpochs> EpochsAsync(CancellationToken cancellationToken) =>
        Enumerable.Range(0, spec.TrialCount).Select(trial => new TrialEpochs(trial, [.. Enumerable.Range(1, Epochs).Select(epoch => Epoch(trial, epoch))])).ToAsyncEnumerable();

    public Task<TrialRecord?> TrialAsync(int number, CancellationToken cancellationToken) => Task.FromResult<TrialRecord?>(Record(number));

    /// <summary>One attempt a trial, and a lost one before every fiftieth.</summary>
    public Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AttemptRecord>>([.. Enumerable.Range(0, spec.TrialCount).SelectMany(trial => trial % 50 == 0 ? [Attempt(trial, 1, AttemptOutcome.Lost), Attempt(trial, 2, AttemptOutcome.Completed)] : new[] { Attempt(trial, 1, AttemptOutcome.Completed) })]);

    public Task<byte[]?> ModelAsync(int number, CancellationToken cancellationToken)
    {
        var trial = spec.Trial(number);
        var configuration = spec.Configuration(trial.Configuration).Training;
        var trainer = new Trainer(configuration with { Training = configuration.Training with { Epochs = 2 } }, data, trial.Seed);
        trainer.Run(observer: null, cancellationToken);
        using var file = new MemoryStream();
        ModelFile.Write(file, trainer.Model!, spec, new DatasetIdentity(data.Dataset.Name, data.Dataset.Fingerprint), Record(number));
        return Task.FromResult<byte[]?>(file.ToArray());
    }

    public Task<IReadOnlyList<int>> KeptModelsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([]);

    private TrialRecord Record(int number)
    {
        var last = Epoch(number, Epochs);
        return new TrialRecord
        {
            Trial = spec.Trial(number),
            State = TrialState.Completed,
            Seconds = Seconds + Noise(number, 7),
            Result = new TrainingResult { Status = TrainingStatus.Completed, KeptEpoch = Epochs, Epochs = [], Train = last.Train, Validation = last.Validation, Test = last.Test },
        };
    }

    private static AttemptRecord Attempt(int trial, int attempt, AttemptOutcome outcome)
    {
        var begun = s_began + TimeSpan.FromSeconds((trial / (Silos * Slots) * (Seconds + 1)) + (10 * (attempt - 1)) + Noise(trial, attempt));
        return new AttemptRecord
        {
            Trial = trial,
            Attempt = attempt,
            Silo = $"silo-{trial % Silos}-{0x3fa2c1 + (trial % Silos):x}",
            Slot = trial / Silos % Slots,
            StartedAt = begun,
            EndedAt = begun + TimeSpan.FromSeconds(outcome == AttemptOutcome.Lost ? 5 : Seconds - 10 + Noise(trial, 8)),
            Outcome = outcome,
        };
    }

    /// <summary>The second configuration, the first with dropout, is the best by far.</summary>
    private EpochMetrics Epoch(int trial, int epoch)
    {
        var level = (spec.Trial(trial).Configuration == spec.Twins.Keys.Min() ? 0.03 : 0) + 0.85 + (0.08 * (1 - Math.Exp(-epoch / 5.0)));
        return new EpochMetrics
        {
            Epoch = epoch,
            Step = epoch * 16,
            LearningRate = 0.001,
            TrainingLoss = 1 - level,
            TrainingAccuracy = level,
            Train = Scores(level + 0.02, trial, epoch),
            Validation = Scores(level, trial, epoch + 100),
            Test = Scores(level - 0.01, trial, epoch + 200),
        };
    }

    private static Scores Scores(double level, int trial, int salt)
    {
        var accuracy = Math.Min(1, level + (0.01 * Noise(trial, salt)));
        return new Scores { Samples = 4_000, Loss = 1.02 - accuracy, Accuracy = accuracy };
    }

    /// <summary>A number in [0, 1) that looks like chance.</summary>
    private static double Noise(int trial, int salt)
    {
        var mixed = unchecked(((uint)trial * 2_654_435_761u) ^ ((uint)salt * 2_246_822_519u));
        return unchecked((mixed ^ (mixed >> 15)) * 3_266_489_917u) / (double)uint.MaxValue;
    }
}
