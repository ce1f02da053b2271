using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Tests.Execution;

internal static class TestRecords
{
    public static Scores Scores(double accuracy) => new() { Samples = 100, Loss = 1 - accuracy, Accuracy = accuracy };

    public static EpochMetrics Epoch(int epoch) => new()
    {
        Epoch = epoch,
        Step = epoch * FakeTrainer.Batches,
        LearningRate = 0.001,
        TrainingLoss = 0.5,
        TrainingAccuracy = 0.8,
        Train = Scores(0.9),
        Validation = Scores(0.85),
        Test = Scores(0.84),
    };

    public static TrainingResult Result(double validation) => new()
    {
        Status = TrainingStatus.Completed,
        Epochs = [],
        KeptEpoch = 1,
        Train = Scores(0.95),
        Validation = Scores(validation),
        Test = Scores(0.88),
    };
}
