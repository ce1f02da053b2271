using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Memory;
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
        var bytes = Undisturbed.By(() =>
        {
            var trainer = new TrialTrainer();
            var (first, firstBytes) = Start(trainer);
            var (second, secondBytes) = Start(trainer);
            first.Dispose();
            first.Dispose();
            var (third, thirdBytes) = Start(trainer);
            var (fourth, fourthBytes) = Start(trainer);
            Assert.All([second, third, fourth], run => run.Dispose());
            return (First: firstBytes, Second: secondBytes, Third: thirdBytes, Fourth: fourthBytes);
        });

        Assert.InRange(bytes.First, 3_000_000, 10_000_000);
        Assert.All([bytes.Second, bytes.Fourth], own => Assert.InRange(own, 0.9 * bytes.First, 1.1 * bytes.First));
        Assert.InRange(bytes.Third, 0, 0.05 * bytes.First);
    }

    /// <summary>What is made ready beforehand takes its share like a trial, or none if there is no room to spare.</summary>
    [Fact]
    public void WarmUp_WithoutRoom_TakesNone()
    {
        var memory = new TrialMemory(1_000, "a kilobyte");

        Assert.Throws<InsufficientMemoryException>(() => new TrialTrainer(memory).WarmUp());
        Assert.Equal((0, 0), (memory.Taken, memory.Waiting));
    }

    [Fact]
    public void WarmUp_WithRoom_GivesItBack()
    {
        var memory = new TrialMemory(TrainingWarmUp.Bytes, "just as much");

        new TrialTrainer(memory).WarmUp();

        Assert.InRange(TrainingWarmUp.Bytes, 1_000_000, 10_000_000);
        Assert.Equal(0, memory.Taken);
    }

    /// <summary>No store could take its checkpoints, and it would be trained for nothing.</summary>
    [Fact]
    public void MakeRoom_ForMoreThanAStoreHolds_IsRefusedWithFigures()
    {
        var configuration = Configuration with { Model = Configuration.Model with { Hidden = [new LayerOptions { Units = 16_384 }, new LayerOptions { Units = 5_100 }] } };

        var error = Assert.Throws<InsufficientMemoryException>(() => new TrialTrainer().MakeRoom(configuration, Data, TestContext.Current.CancellationToken));

        // A layer of 16,384 × 5,100 and little beside it, three numbers of four bytes each: weights and Adam's two moments.
        Assert.InRange(TrainingMemory.Of(configuration, Data).LargestFile, 990_000_001, 1_010_000_000);
        Assert.Contains("a store takes 990 MB", error.Message, StringComparison.Ordinal);
        Assert.Null(new TrialTrainer().MakeRoom(Configuration, Data, TestContext.Current.CancellationToken));
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
