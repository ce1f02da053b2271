using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Training.Tests.Memory;

/// <summary>Memory that trainers leave to those after them.</summary>
public sealed class ArrayStockTests
{
    private const string Diverged = "diverged";

    /// <summary>Each scenario's memory is what the others, and one that diverged, have left full of their numbers.</summary>
    [Fact]
    public void Run_OnWhatOthersHaveLeft_GivesTheSameBits()
    {
        var stock = new ArrayStock();
        var diverged = 0;
        foreach (var name in Scenarios.SmallNames)
        {
            var scenario = Scenarios.Create(name);
            var expected = Run(new Trainer(scenario.Configuration, scenario.Data, scenario.Seed));
            Run(new Trainer(scenario.Configuration, scenario.Data, scenario.Seed + 1, stock));
            stock.TakeBack();
            diverged += string.Equals(Run(new Trainer(Diverging(scenario.Configuration), scenario.Data, scenario.Seed, stock)), Diverged, StringComparison.Ordinal) ? 1 : 0;
            stock.TakeBack();

            Assert.Equal(expected, Run(new Trainer(scenario.Configuration, scenario.Data, scenario.Seed, stock)));
            stock.TakeBack();
        }

        Assert.True(diverged > 0, $"{diverged} diverged.");
    }

    [Fact]
    public void Resume_OnWhatOthersHaveLeft_GivesTheSameBits()
    {
        var stock = new ArrayStock();
        var scenario = Scenarios.Create("adam-bernoulli");
        var expected = Run(new Trainer(scenario.Configuration, scenario.Data, scenario.Seed));
        using var checkpoint = new MemoryStream();
        var half = new Trainer(scenario.Configuration, scenario.Data, scenario.Seed, stock);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => half.Run(new StopAfter(stop, epochs: 1), stop.Token));
        half.SaveCheckpoint(checkpoint);
        stock.TakeBack();
        checkpoint.Position = 0;

        Assert.Equal(expected, Run(Trainer.Resume(scenario.Configuration, scenario.Data, scenario.Seed, checkpoint, stock)));
    }

    [Fact]
    public void Trainer_OfTheSameShape_TakesNoMemoryOfItsOwn()
    {
        var scenario = Scenarios.Create("wide-dead-inputs");
        var (first, beside, next) = Undisturbed.By(() =>
        {
            var stock = new ArrayStock();
            var first = Allocated(scenario, stock);
            var beside = Allocated(scenario, stock);
            stock.TakeBack();
            return (first, beside, Allocated(scenario, stock));
        });

        Assert.InRange(beside, 0.9 * first, 1.1 * first);
        Assert.InRange(next, 0, 0.05 * first);
    }

    [Fact]
    public void TakeBack_OfWhatTwoTrainersHadNoUseFor_GivesItUp()
    {
        var (stock, wide, other) = (new ArrayStock(), Scenarios.Create("wide-dead-inputs"), Scenarios.Create("no-hidden-clip-value-best-loss"));
        var first = Allocated(wide, stock);
        for (var i = 0; i < 3; i++)
        {
            stock.TakeBack();
            Allocated(other, stock);
        }

        stock.TakeBack();
        Assert.InRange(Allocated(wide, stock), 0.5 * first, 1.1 * first);
    }

    /// <summary>Or limits on memory would not hold: between two trials nothing is kept that somebody else needs.</summary>
    [Fact]
    public void Collector_WhileNobodyUsesTheArrays_TakesThem()
    {
        var (stock, scenario) = (new ArrayStock(), Scenarios.Create("wide-dead-inputs"));
        var first = Allocated(scenario, stock);
        stock.TakeBack();

        GC.Collect();

        Assert.InRange(Allocated(scenario, stock), 0.9 * first, 1.1 * first);
    }

    private static string Run(Trainer trainer) => trainer.Run(observer: null, TestContext.Current.CancellationToken).ModelSha256 ?? Diverged;

    private static TrainingConfiguration Diverging(TrainingConfiguration configuration) =>
        configuration with { Training = configuration.Training with { Optimizer = WithRate(configuration.Training.Optimizer) } };

    private static OptimizerOptions WithRate(OptimizerOptions options) => options switch
    {
        AdamOptions adam => adam with { LearningRate = 1_000 },
        SgdOptions sgd => sgd with { LearningRate = 1_000 },
        RmsPropOptions rms => rms with { LearningRate = 1_000 },
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "No such optimizer."),
    };

    private static double Allocated(Scenario scenario, ArrayStock stock)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var trainer = new Trainer(scenario.Configuration, scenario.Data, scenario.Seed, stock);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(trainer);
        return allocated;
    }

    private sealed class StopAfter(CancellationTokenSource stop, int epochs) : ITrainingObserver
    {
        public void OnBatch(in BatchProgress progress)
        {
            if (progress.Epoch > epochs && progress.Batch >= 4)
            {
                stop.Cancel();
            }
        }

        public TrainingDirective OnEpoch(EpochMetrics epoch) => TrainingDirective.Continue;
    }
}
