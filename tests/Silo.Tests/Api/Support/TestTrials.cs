using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Tests.Api.Support;

/// <summary>Trials that have ended.</summary>
internal static class TestTrials
{
    public static TrialRecord Completed(FakeSweep sweep, int number, double validation) => Completed(sweep.Trials[number].Record.Trial, validation);

    public static TrialRecord Completed(Trial trial, double validation, params IReadOnlyList<EpochMetrics> epochs) => new()
    {
        Trial = trial,
        State = TrialState.Completed,
        Seconds = 1.5,
        Result = new TrainingResult
        {
            Status = TrainingStatus.Completed,
            Epochs = epochs,
            KeptEpoch = 2,
            Train = Scores(0.95),
            Validation = Scores(validation),
            Test = Scores(validation - 0.01),
            TestConfusion = new ConfusionMatrix(2, [3, 1, 2, 4]),
            ModelSha256 = new string('a', 64),
        },
    };

    public static TrialRecord Diverged(FakeSweep sweep, int number) => Diverged(sweep.Trials[number].Record.Trial);

    public static TrialRecord Diverged(Trial trial) => new()
    {
        Trial = trial,
        State = TrialState.Failed,
        Failure = new TrialFailure(TrialFailureKind.Diverged, "the loss became NaN, \"as it were\""),
        Seconds = 0.5,
        Result = new TrainingResult { Status = TrainingStatus.Diverged, Divergence = new Divergence(1, 7), Epochs = [] },
    };

    public static EpochMetrics Epoch(int epoch, double loss = 0.25) => new()
    {
        Epoch = epoch,
        Step = 10 * epoch,
        LearningRate = 0.001,
        TrainingLoss = loss,
        TrainingAccuracy = 0.9,
        Train = Scores(0.9),
        Validation = Scores(0.8),
        Test = Scores(0.7),
    };

    private static Scores Scores(double accuracy) => new() { Samples = 10, Loss = 1 - accuracy, Accuracy = accuracy };
}
