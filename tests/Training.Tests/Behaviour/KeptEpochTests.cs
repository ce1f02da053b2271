using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Behaviour;

/// <summary>
/// The kept model is scored on the whole training set, whoever has scored a part of it before: a trainer that was there at the last
/// epoch's end, or one that has only its checkpoint.
/// </summary>
public sealed class KeptEpochTests
{
    private const int Epochs = 3;

    // More than are evaluated after each epoch.
    private static readonly TrainingData Images = SyntheticData.Images(20, 4, 13_000, 100);

    [Theory]
    [InlineData(ObjectiveEpoch.Last, 0.02, true)]
    [InlineData(ObjectiveEpoch.Best, 0.02, true)]
    [InlineData(ObjectiveEpoch.Best, 0.9, false)]
    public void Run_AndAContinuationOfNothingButItsEnd_ScoreTheTrainingSetAlike(ObjectiveEpoch at, double learningRate, bool keepsTheLast)
    {
        Assert.True(Images.TrainRows.Length > TrainingLimits.TrainEvaluationSample);
        var configuration = new TrainingConfiguration
        {
            Model = new ModelOptions { Hidden = [new LayerOptions { Units = 16, Dropout = 0.2 }] },
            Training = new TrainingOptions { Epochs = Epochs, BatchSize = 200, Optimizer = new AdamOptions { LearningRate = learningRate } },
            Objective = new ObjectiveOptions { At = at },
        };
        using var checkpoint = new MemoryStream();
        var trainer = new Trainer(configuration, Images, 1);
        var result = trainer.Run(
            new CallbackObserver(
                (_, _) => { },
                metrics =>
                {
                    if (metrics.Epoch == Epochs)
                    {
                        trainer.SaveCheckpoint(checkpoint);
                    }

                    return TrainingDirective.Continue;
                }),
            CancellationToken.None);

        checkpoint.Position = 0;
        var resumed = Trainer.Resume(configuration, Images, 1, checkpoint).Run(observer: null, CancellationToken.None);
        Assert.Equal(keepsTheLast, result.KeptEpoch == Epochs);
        Assert.Equal(Images.TrainRows.Length, result.Train!.Samples);
        Assert.Equal(resumed.Train, result.Train);
        Assert.Equal(resumed.ModelSha256, result.ModelSha256);
        Assert.NotEqual(result.Train.Loss, result.Epochs[result.KeptEpoch!.Value - 1].Train.Loss);
    }
}
