using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Behaviour;

/// <summary>What max-norm, the two scalings of dropout and evaluation promise, seen from outside.</summary>
public sealed class RegularisationTests
{
    private static readonly TrainingData Images = SyntheticData.Images(50, 5, 100, 300);

    [Fact]
    public void MaxNorm_AfterEveryStep_Holds()
    {
        const double limit = 0.6;
        var model = new ModelOptions { Hidden = [new LayerOptions { Units = 20, MaxNorm = limit }, new LayerOptions { Units = 10 }], OutputMaxNorm = limit };
        for (var steps = 1; steps <= 12; steps++)
        {
            // One batch an epoch, so that a run of n epochs ends after n steps.
            var layers = Train(model, new TrainingOptions { Optimizer = new AdamOptions { LearningRate = 0.1 }, BatchSize = 1000, Epochs = steps }).Layers;
            Assert.All(Norms(layers[0]), norm => Assert.InRange(norm, 0, limit * 1.000001));
            Assert.All(Norms(layers[2]), norm => Assert.InRange(norm, 0, limit * 1.000001));
            Assert.Contains(Norms(layers[0]), norm => norm > limit * 0.999999);
            Assert.Contains(Norms(layers[1]), norm => norm > limit);
        }
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void Scalings_OfTheSameNetwork_AgreeInEvaluationAndInExpectation(Activation activation)
    {
        const double rate = 0.4;
        var inverted = new ModelOptions { Hidden = [new LayerOptions { Units = 30, Activation = activation, Dropout = rate }] };
        var atInference = inverted with { DropoutScaling = DropoutScaling.AtInference };
        var model = Train(inverted, new TrainingOptions { Epochs = 3 });
        // Without the factor 1 / (1 − p) while training, the weights behind the dropout grow by it.
        var top = model.Layers[1] with { Weights = [.. model.Layers[1].Weights.Select(weight => (float)(weight / (1 - rate)))] };
        var twin = new TrainedModel { Options = atInference, Inputs = model.Inputs, Outputs = model.Outputs, Layers = [model.Layers[0], top] };
        int[] rows = [.. Enumerable.Range(0, 20)];
        var (first, second) = (new Predictor(model), new Predictor(twin));
        var expected = first.Logits(Images.Dataset.Test, rows, Images.Scale, CancellationToken.None);
        Assert.Equal(expected, second.Logits(Images.Dataset.Test, rows, Images.Scale, CancellationToken.None), (x, y) => Math.Abs(x - y) < 1e-5);

        // The same masks, so the same passes; and the softmax of each is what dropout makes of it.
        var one = first.PredictMonteCarlo(Images.Dataset.Test, rows, Images.Scale, 500, 3, CancellationToken.None);
        var two = second.PredictMonteCarlo(Images.Dataset.Test, rows, Images.Scale, 500, 3, CancellationToken.None);
        Assert.Equal(one.Mean, two.Mean, (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(one.StandardDeviation, two.StandardDeviation, (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Contains(one.StandardDeviation, deviation => deviation > 0.01);
    }

    [Fact]
    public void Evaluation_OfTheTestSet_DoesNotDependOnBatching()
    {
        var trainer = new Trainer(Configuration(new ModelOptions { Hidden = [new LayerOptions { Units = 33, Dropout = 0.3 }] }, new TrainingOptions { Epochs = 2 }), Images, 1);
        var result = trainer.Run(observer: null, CancellationToken.None);
        var predictor = new Predictor(trainer.Model!);
        int[] rows = [.. Enumerable.Range(0, 300)];
        var together = predictor.Logits(Images.Dataset.Test, rows, Images.Scale, CancellationToken.None);
        var apart = rows.SelectMany(row => predictor.Logits(Images.Dataset.Test, [row], Images.Scale, CancellationToken.None)).ToArray();
        Assert.Equal(together, apart);

        var labels = Images.Dataset.Test.Labels.ToArray();
        var losses = apart.Chunk(5).Select((z, i) => Math.Log(z.Sum(value => Math.Exp(value))) - z[labels[i]]);
        Assert.Equal(losses.Average(), result.Test!.Loss, 1e-6);
        Assert.Equal(apart.Chunk(5).Select((z, i) => Array.IndexOf(z, z.Max()) == labels[i] ? 1.0 : 0).Average(), result.Test.Accuracy!.Value, 1e-12);
    }

    [Fact]
    public void L2_OnAllLayers_ShrinksTheWeights()
    {
        var training = new TrainingOptions { Optimizer = new AdamOptions { LearningRate = 0.01 }, BatchSize = 8, Epochs = 10 };
        var free = Train(new ModelOptions { Hidden = [new LayerOptions { Units = 20 }] }, training);
        var held = Train(new ModelOptions { Hidden = [new LayerOptions { Units = 20, L2 = 0.05 }], OutputL2 = 0.05 }, training);
        Assert.All(free.Layers.Zip(held.Layers), pair => Assert.True(Norms(pair.Second).Sum() < 0.8 * Norms(pair.First).Sum()));
    }

    private static double[] Norms(DenseWeights layer) => [.. Enumerable.Range(0, layer.Units).Select(unit =>
        Math.Sqrt(Enumerable.Range(0, layer.Inputs).Sum(input => Math.Pow(layer.Weights[(input * layer.Units) + unit], 2))))];

    private static TrainedModel Train(ModelOptions model, TrainingOptions training)
    {
        var trainer = new Trainer(Configuration(model, training), Images, 1);
        trainer.Run(observer: null, CancellationToken.None);
        return trainer.Model!;
    }

    private static TrainingConfiguration Configuration(ModelOptions model, TrainingOptions training) => new() { Model = model, Training = training };
}
