using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>Ends of attempts whose numbers are hard to keep.</summary>
internal static class TestEnds
{
    public static EndMessage Of(TrialLease lease) => EndMessage.Of(End(lease));

    public static AttemptEnd End(TrialLease lease) => new()
    {
        Attempt = lease.Attempt,
        Record = new TrialRecord
        {
            Trial = lease.Trial,
            State = TrialState.Completed,
            Result = new TrainingResult
            {
                Status = TrainingStatus.Completed,
                Epochs = [Epoch(1, 0.1), Epoch(2, double.NaN), Epoch(3, double.PositiveInfinity)],
                KeptEpoch = 3,
                Train = Scores(1.0 / 3),
                Validation = Scores(double.Epsilon),
                Test = Scores(-0.0),
                TestConfusion = new ConfusionMatrix(2, [1, 2, 3, 4]),
                ModelSha256 = "abc",
            },
            Seconds = 1.1,
        },
        Reported = 1,
        Cost = double.PositiveInfinity,
        Model = new ModelContent(new byte[] { 1, 2, 3 }),
    };

    public static EpochMetrics Epoch(int number, double loss) => new()
    {
        Epoch = number,
        Step = number,
        LearningRate = 1e-3 / 3,
        TrainingLoss = loss,
        Train = Scores(loss),
        Validation = Scores(0.2),
        Test = Scores(0.3),
    };

    private static Scores Scores(double loss) => new() { Samples = 10, Loss = loss };
}
