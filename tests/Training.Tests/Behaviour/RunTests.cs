using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Training.Tests.Behaviour;

/// <summary>How a run ends, and what it says of itself.</summary>
public sealed class RunTests
{
    private static readonly Scenario Steady = Scenarios.Create("adam-bernoulli");

    [Fact]
    public void Run_WithALearningRateFarTooGreat_DivergesInTheBatch()
    {
        var scenario = WithSgd(batchSize: 8, rate: 1000);
        var observer = new CallbackObserver();
        var trainer = scenario.Start();
        var result = trainer.Run(observer, CancellationToken.None);
        Assert.Equal(TrainingStatus.Diverged, result.Status);
        // The batch that diverged takes no step and is not reported.
        Assert.Equal(observer.Batches + 1, result.Divergence!.Step);
        Assert.Equal(observer.Epochs + 1, result.Divergence.Epoch);
        Assert.InRange(result.Divergence.Step, 2, 30);
        AssertEmpty(trainer, result);
        Assert.Equal(result.Divergence, scenario.Start().Run(observer: null, CancellationToken.None).Divergence);
    }

    [Fact]
    public void Run_WhoseEpochIsOneBatch_DivergesInTheEvaluation()
    {
        var scenario = WithSgd(batchSize: 1000, rate: 1000);
        var observer = new CallbackObserver();
        var trainer = scenario.Start();
        var result = trainer.Run(observer, CancellationToken.None);
        Assert.Equal(TrainingStatus.Diverged, result.Status);
        Assert.Equal(observer.Batches, result.Divergence!.Step);
        Assert.Equal(observer.Epochs + 1, result.Divergence.Epoch);
        Assert.Equal(result.Divergence.Epoch - 1, result.Epochs.Count);
        AssertEmpty(trainer, result);
    }

    [Fact]
    public void Run_WithClipping_SurvivesTheSameLearningRate()
    {
        var scenario = WithSgd(batchSize: 8, rate: 1000);
        var training = scenario.Configuration.Training with { ClipNorm = 1e-4 };
        var result = (scenario with { Configuration = scenario.Configuration with { Training = training } }).Start().Run(observer: null, CancellationToken.None);
        Assert.Equal(TrainingStatus.Completed, result.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(14)]
    public void Run_CancelledAfterABatch_TrainsNoOther(int batch)
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new CallbackObserver((batches, _) =>
        {
            if (batches == batch)
            {
                cancellation.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Steady.Start().Run(observer, cancellation.Token));
        Assert.Equal(batch, observer.Batches);
        // Cancelled after an epoch's last batch (9) it does not finish the evaluation either.
        Assert.Equal((batch - 1) / 9, observer.Epochs);
    }

    [Fact]
    public void Run_CancelledBefore_TrainsNothing()
    {
        var observer = new CallbackObserver();
        Assert.ThrowsAny<OperationCanceledException>(() => Steady.Start().Run(observer, new CancellationToken(canceled: true)));
        Assert.Equal(0, observer.Batches);
    }

    [Fact]
    public void Run_Watched_ReportsEveryBatchAndEpochInOrder()
    {
        var batches = new List<BatchProgress>();
        var epochs = new List<EpochMetrics>();
        var result = Steady.Start().Run(new CallbackObserver((_, progress) => batches.Add(progress), metrics => Note(epochs, metrics)), CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 27).Select(i => ((i / 9) + 1, (i % 9) + 1, 9)), batches.Select(batch => (batch.Epoch, batch.Batch, batch.Batches)));
        Assert.Equal(result.Epochs, epochs);
        Assert.All(epochs, epoch => Assert.Equal(epoch.TrainingLoss, batches[(9 * epoch.Epoch) - 1].Loss));
        Assert.Equal(result.Epochs[^1].Validation, result.Validation);
        Assert.Equal(result.Epochs[^1].Test, result.Test);
        Assert.Equal(result.Test!.Samples, result.TestConfusion!.Counts.ToArray().Sum());
        Assert.Equal(result.Test.Accuracy!.Value, Enumerable.Range(0, 5).Sum(i => result.TestConfusion[i, i]) / 40.0);
        Assert.Equal((130, 33, 40), (result.Train!.Samples, result.Validation!.Samples, result.Test.Samples));
        Assert.Equal((result.Train.Accuracy - result.Test.Accuracy) * 100, result.Gap);
    }

    [Fact]
    public void Run_StoppedEarly_IsTheRunOfSoManyEpochs()
    {
        var stopped = Steady.Start().Run(new CallbackObserver(onEpoch: metrics => metrics.Epoch == 2 ? TrainingDirective.StopEarly : TrainingDirective.Continue), CancellationToken.None);
        Assert.Equal(TrainingStatus.StoppedEarly, stopped.Status);
        Assert.Equal(2, stopped.Epochs.Count);
        Assert.Equal(2, stopped.KeptEpoch);
        var shorter = Steady with { Configuration = Steady.Configuration with { Training = Steady.Configuration.Training with { Epochs = 2 } } };
        Assert.Equal(shorter.Start().Run(observer: null, CancellationToken.None).ModelSha256, stopped.ModelSha256);
    }

    [Fact]
    public void Run_StoppedAtItsLastEpoch_IsComplete()
    {
        var result = Steady.Start().Run(new CallbackObserver(onEpoch: metrics => metrics.Epoch == 3 ? TrainingDirective.StopEarly : TrainingDirective.Continue), CancellationToken.None);
        Assert.Equal(TrainingStatus.Completed, result.Status);
    }

    [Theory]
    [InlineData(ObjectiveMetric.ValidationAccuracy)]
    [InlineData(ObjectiveMetric.ValidationLoss)]
    public void Run_ForTheBestEpoch_KeepsThatEpochsModel(ObjectiveMetric metric)
    {
        // So fast that it over-fits soon: the best epoch is neither the first nor the last.
        var training = new TrainingOptions { Optimizer = new AdamOptions { LearningRate = 0.02 }, BatchSize = 16, Epochs = 25 };
        var model = new ModelOptions { Hidden = [new LayerOptions { Units = 40 }] };
        var configuration = new TrainingConfiguration { Model = model, Training = training, Objective = new ObjectiveOptions { At = ObjectiveEpoch.Best, Metric = metric } };
        var scenario = new Scenario("best", configuration, SyntheticData.Images(50, 5, 163, 40), 4);
        var trainer = scenario.Start();
        var best = trainer.Run(observer: null, CancellationToken.None);
        Assert.Equal(25, best.Epochs.Count);

        var expected = metric == ObjectiveMetric.ValidationAccuracy
            ? best.Epochs.MaxBy(epoch => epoch.Validation.Accuracy)!
            : best.Epochs.MinBy(epoch => epoch.Validation.Loss)!;
        Assert.InRange(expected.Epoch, 2, 24);
        Assert.Equal(expected.Epoch, best.KeptEpoch);
        Assert.Equal(expected.Validation, best.Validation);
        Assert.Equal(expected.Test, best.Test);

        var last = scenario with { Configuration = configuration with { Objective = new ObjectiveOptions { Metric = metric } } };
        var stopped = last.Start().Run(new CallbackObserver(onEpoch: metrics => metrics.Epoch == expected.Epoch ? TrainingDirective.StopEarly : TrainingDirective.Continue), CancellationToken.None);
        Assert.Equal(stopped.ModelSha256, best.ModelSha256);
        Assert.Equal(best.ModelSha256, trainer.Model!.Sha256());
        Assert.Equal(stopped.Train, best.Train);
    }

    [Fact]
    public void Run_ForTheBestOfEqualEpochs_KeepsTheEarliest()
    {
        var training = Steady.Configuration.Training with { Optimizer = new SgdOptions { LearningRate = 1e-12 } };
        var scenario = Steady with { Configuration = Steady.Configuration with { Training = training, Objective = new ObjectiveOptions { At = ObjectiveEpoch.Best } } };
        var result = scenario.Start().Run(observer: null, CancellationToken.None);
        Assert.Single(result.Epochs.Select(epoch => epoch.Validation.Accuracy).Distinct());
        Assert.Equal(1, result.KeptEpoch);
    }

    [Fact]
    public void Run_OnMnist_LearnsAndCountsItsSamples()
    {
        RealData.RequireMnist();
        var scenario = Scenarios.Create("mnist");
        scenario = scenario with { Configuration = scenario.Configuration with { Training = scenario.Configuration.Training with { Epochs = 2 } } };
        var result = scenario.Start().Run(observer: null, CancellationToken.None);
        Assert.InRange(result.Test!.Accuracy!.Value, 0.95, 0.99);
        Assert.Equal((10_000, 50_000, 10_000, 10_000), (result.Epochs[0].Train.Samples, result.Train!.Samples, result.Validation!.Samples, result.Test.Samples));
    }

    private static TrainingDirective Note(List<EpochMetrics> epochs, EpochMetrics metrics)
    {
        epochs.Add(metrics);
        return TrainingDirective.Continue;
    }

    private static Scenario WithSgd(int batchSize, double rate)
    {
        var configuration = new TrainingConfiguration
        {
            Model = new ModelOptions { Hidden = [new LayerOptions { Units = 20 }], Output = OutputKind.Linear },
            Training = new TrainingOptions { Optimizer = new SgdOptions { LearningRate = rate }, BatchSize = batchSize, Epochs = 40 },
            Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss },
        };
        return new Scenario("fast", configuration, SyntheticData.Regression(3, 100, 20), 2);
    }

    private static void AssertEmpty(Trainer trainer, TrainingResult result)
    {
        Assert.Null(trainer.Model);
        Assert.Null(result.KeptEpoch);
        Assert.Null(result.Train);
        Assert.Null(result.Validation);
        Assert.Null(result.Test);
        Assert.Null(result.TestConfusion);
        Assert.Null(result.ModelSha256);
        Assert.Null(result.Gap);
    }
}
