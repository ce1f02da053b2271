using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>A sweep of 2 × 2 configurations, two seeds each, with made-up results.</summary>
internal static class TestSweep
{
    public const string Yaml = """
        name: small
        dataset: [mnist, digits]
        model:
          layers: {grid: [[8], [16, 8]]}
          dropout: {grid: [0, 0.5]}
        training: {epochs: 2}
        replicates: 2
        seed: 7
        """;

    public static SweepSpec Spec { get; } = SweepSpecReader.Read(Yaml, "small.yaml");

    public static Dataset Dataset { get; } = new()
    {
        Name = "digits",
        Description = "Two made-up pixels (not MNIST)",
        Task = LearningTask.Classification,
        Classes = 2,
        Train = SampleSet.FromPixels(1, new byte[] { 0, 1, 2, 3 }, new byte[] { 0, 1, 0, 1 }),
        Test = SampleSet.FromPixels(1, new byte[] { 0, 1 }, new byte[] { 0, 1 }),
        Fingerprint = new string('a', 64),
    };

    public static TrialRecord Completed(int trial, double validation, double seconds = 1.5) => new()
    {
        Trial = Spec.Trial(trial),
        State = TrialState.Completed,
        Seconds = seconds,
        Result = new TrainingResult
        {
            Status = TrainingStatus.Completed,
            Epochs = [Epoch(1, validation - 0.1), Epoch(2, validation)],
            KeptEpoch = 2,
            Train = Scores(0.99),
            Validation = Scores(validation),
            Test = Scores(validation - (1.0 / 3)),
            TestConfusion = new ConfusionMatrix(2, [3, 1, 0, 2]),
            ModelSha256 = new string('b', 64),
        },
    };

    public static TrialRecord Diverged(int trial) => new()
    {
        Trial = Spec.Trial(trial),
        State = TrialState.Failed,
        Failure = new TrialFailure(TrialFailureKind.Diverged, "The loss became NaN or infinite in epoch 2, step 5."),
        Seconds = 0.5,
        Result = new TrainingResult
        {
            Status = TrainingStatus.Diverged,
            Divergence = new Divergence(2, 5),
            Epochs = [Epoch(1, 0.1) with { TrainingLoss = double.PositiveInfinity }],
        },
    };

    public static TrainedModel Model(float weight) => new()
    {
        Options = new ModelOptions { Hidden = [] },
        Inputs = 1,
        Outputs = 2,
        Layers = [new DenseWeights(1, 2, [weight, -weight], [0, 1])],
    };

    public static Scores Scores(double accuracy) => new() { Samples = 6, Loss = 1 - accuracy, Accuracy = accuracy };

    private static EpochMetrics Epoch(int epoch, double accuracy) => new()
    {
        Epoch = epoch,
        Step = epoch * 2,
        LearningRate = 0.001,
        TrainingLoss = 0.1,
        TrainingAccuracy = accuracy,
        Train = Scores(accuracy),
        Validation = Scores(accuracy),
        Test = Scores(accuracy),
    };
}
