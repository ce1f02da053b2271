using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>The project's own trainer behind its port.</summary>
public sealed class TrialTrainerTests
{
    private static readonly TrainingConfiguration Configuration = new()
    {
        Model = new ModelOptions { Hidden = [new LayerOptions { Units = 500 }, new LayerOptions { Units = 500 }], Output = OutputKind.Linear },
        Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss },
    };

    private static readonly TrainingData Data = TrainingData.Create(DatasetCatalog.Default.Find("curve").Create([], CancellationToken.None), new SplitOptions(), PixelScale.Unit);

    /// <summary>What a run is done with the next one uses, and no run beside it.</summary>
    [Fact]
    public void Start_AfterARunThatIsDoneWith_TakesOverItsMemory()
    {
        Start(new TrialTrainer()).Run.Dispose();
        var trainer = new TrialTrainer();
        var (first, firstBytes) = Start(trainer);
        var (second, secondBytes) = Start(trainer);
        first.Dispose();
        first.Dispose();
        var (third, thirdBytes) = Start(trainer);
        var (fourth, fourthBytes) = Start(trainer);

        Assert.InRange(firstBytes, 3_000_000, 10_000_000);
        Assert.All([secondBytes, fourthBytes], bytes => Assert.InRange(bytes, 0.9 * firstBytes, 1.1 * firstBytes));
        Assert.InRange(thirdBytes, 0, 0.05 * firstBytes);
        Assert.All([second, third, fourth], run => run.Dispose());
    }

    [Fact]
    public void Run_ThatIsDoneWith_IsUsedNoMore()
    {
        var (run, _) = Start(new TrialTrainer());
        run.Dispose();

        Assert.Throws<ObjectDisposedException>(() => run.Run(null!, TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => run.SaveCheckpoint(Stream.Null));
    }

    private static (ITrialTraining Run, double Bytes) Start(TrialTrainer trainer)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = trainer.Start(Configuration, Data, seed: 1);
        return (run, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
