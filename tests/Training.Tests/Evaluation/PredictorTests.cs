using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Evaluation;

public sealed class PredictorTests
{
    private static readonly TrainingData Images = SyntheticData.Images(50, 5, 60, 300);

    [Fact]
    public void Predict_WithSoftmax_IsTheSoftmaxOfTheLogits()
    {
        var predictor = new Predictor(Train(Model(0.5)));
        var rows = Rows(300);
        var logits = predictor.Logits(Images.Dataset.Test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).ToArray();
        var outputs = predictor.Predict(Images.Dataset.Test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).ToArray();
        Assert.Equal(300, outputs.Length);
        Assert.All(outputs, (row, i) =>
        {
            var sum = logits[i].Sum(logit => Math.Exp(logit));
            Assert.Equal(logits[i].Select(logit => Math.Exp(logit) / sum), row.Select(p => (double)p), (x, y) => Math.Abs(x - y) < 1e-6);
        });
    }

    [Fact]
    public void Predict_WithSigmoid_IsEachLogitsSigmoid()
    {
        var predictor = new Predictor(Train(Model(0.5) with { Output = OutputKind.Sigmoid }));
        var logits = predictor.Logits(Images.Dataset.Test, Rows(20), PixelScale.Unit, CancellationToken.None);
        var outputs = predictor.Predict(Images.Dataset.Test, Rows(20), PixelScale.Unit, CancellationToken.None);
        Assert.Equal(logits.Select(logit => 1 / (1 + Math.Exp(-(double)logit))), outputs.Select(p => (double)p), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Predict_WithALinearOutput_IsTheLogits()
    {
        var data = SyntheticData.Regression(4, 60, 30);
        var predictor = new Predictor(Train(Model(0.2) with { Output = OutputKind.Linear }, data));
        var outputs = predictor.Predict(data.Dataset.Test, Rows(30), PixelScale.Unit, CancellationToken.None);
        Assert.Equal(predictor.Logits(data.Dataset.Test, Rows(30), PixelScale.Unit, CancellationToken.None), outputs);
        Assert.Equal(1, predictor.Outputs);
        Assert.Equal(30, outputs.Length);
    }

    [Fact]
    public void Predictor_OfAModelWithParametersMissing_IsRefused()
    {
        var model = Train(Model(0.3));
        var first = model.Layers[0];
        Refused([first with { Weights = first.Weights[first.Units..] }, .. model.Layers.Skip(1)]);
        Refused([first with { Biases = [] }, .. model.Layers.Skip(1)]);
        Refused([.. model.Layers.Skip(1)]);

        void Refused(DenseWeights[] layers) => Assert.Throws<ArgumentException>(
            () => new Predictor(new TrainedModel { Options = model.Options, Inputs = model.Inputs, Outputs = model.Outputs, Layers = layers }));
    }

    [Fact]
    public void Predict_OfTheTestSet_AgreesWithTheTrainersConfusion()
    {
        var trainer = new Trainer(Configuration(Model(0.3)), Images, 5);
        var result = trainer.Run(observer: null, CancellationToken.None);
        var outputs = new Predictor(trainer.Model!).Predict(Images.Dataset.Test, Rows(300), PixelScale.Unit, CancellationToken.None).Chunk(5);
        var right = outputs.Select((row, i) => Array.IndexOf(row, row.Max()) == Images.Dataset.Test.Labels.Span[i] ? 1 : 0).Sum();
        Assert.Equal(result.Test!.Accuracy!.Value, right / 300.0, 1e-12);
    }

    [Theory]
    [InlineData(DropoutKind.Bernoulli, DropoutScaling.Inverted)]
    [InlineData(DropoutKind.Bernoulli, DropoutScaling.AtInference)]
    [InlineData(DropoutKind.Gaussian, DropoutScaling.Inverted)]
    public void PredictMonteCarlo_OfALinearNetworkOverManyPasses_HasTheMeanOfWeightScaling(DropoutKind kind, DropoutScaling scaling)
    {
        // Without a non-linearity the two agree in expectation exactly, whatever the weights.
        var data = SyntheticData.Regression(8, 60, 30);
        var model = Model(0.4) with { InputDropout = 0.2, Output = OutputKind.Linear, DropoutKind = kind, DropoutScaling = scaling };
        model = model with { Hidden = [.. model.Hidden.Select(layer => layer with { Activation = Activation.None })] };
        var predictor = new Predictor(Train(model, data));
        var scaled = predictor.Predict(data.Dataset.Test, Rows(30), PixelScale.Unit, CancellationToken.None);
        const int passes = 4000;
        var prediction = predictor.PredictMonteCarlo(data.Dataset.Test, Rows(30), PixelScale.Unit, passes, seed: 1, CancellationToken.None);
        Assert.All(scaled, (value, i) =>
        {
            Assert.True(prediction.StandardDeviation[i] > 0);
            Assert.Equal(value, prediction.Mean[i], (5 * prediction.StandardDeviation[i] / Math.Sqrt(passes)) + 1e-6);
        });
    }

    [Fact]
    public void PredictMonteCarlo_OfATrainedClassifier_IsNearWeightScaling()
    {
        var predictor = new Predictor(Train(Model(0.1)));
        var scaled = predictor.Predict(Images.Dataset.Test, Rows(50), PixelScale.Unit, CancellationToken.None);
        var prediction = predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(50), PixelScale.Unit, 1000, seed: 1, CancellationToken.None);
        Assert.All(scaled, (value, i) => Assert.Equal(value, prediction.Mean[i], 0.08));
        Assert.All(prediction.Mean.Chunk(5), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public void PredictMonteCarlo_WithoutDropout_HasNoDeviation()
    {
        var predictor = new Predictor(Train(Model(0)));
        var prediction = predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(10), PixelScale.Unit, 70, seed: 1, CancellationToken.None);
        Assert.All(prediction.StandardDeviation, deviation => Assert.Equal(0, deviation));
        Assert.Equal(predictor.Predict(Images.Dataset.Test, Rows(10), PixelScale.Unit, CancellationToken.None), prediction.Mean);
    }

    [Fact]
    public void PredictMonteCarlo_OfOneSample_DoesNotDependOnTheOthers()
    {
        var predictor = new Predictor(Train(Model(0.5) with { InputDropout = 0.2 }));
        var all = predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(30), PixelScale.Unit, 100, seed: 9, CancellationToken.None);
        var some = predictor.PredictMonteCarlo(Images.Dataset.Test, [17, 3, 17], PixelScale.Unit, 100, seed: 9, CancellationToken.None);
        Assert.Equal(all.Mean[85..90], some.Mean[..5]);
        Assert.Equal(all.Mean[15..20], some.Mean[5..10]);
        Assert.Equal(all.StandardDeviation[85..90], some.StandardDeviation[10..]);
        var again = predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(30), PixelScale.Unit, 100, seed: 10, CancellationToken.None);
        Assert.NotEqual(all.Mean, again.Mean);
    }

    [Fact]
    public void PredictMonteCarlo_WithMorePasses_BeginsWithTheSameOnes()
    {
        var predictor = new Predictor(Train(Model(0.5)));
        var one = predictor.PredictMonteCarlo(Images.Dataset.Test, [4], PixelScale.Unit, 1, seed: 2, CancellationToken.None).Mean;
        var two = predictor.PredictMonteCarlo(Images.Dataset.Test, [4], PixelScale.Unit, 2, seed: 2, CancellationToken.None);
        Assert.All(one, (first, i) =>
        {
            // Of two numbers with mean m and deviation s, one is m − s and the other m + s.
            Assert.Equal(two.StandardDeviation[i], Math.Abs(first - two.Mean[i]), 1e-6);
        });
        Assert.Contains(two.StandardDeviation, deviation => deviation > 1e-4);
    }

    [Fact]
    public void Predict_OfSamplesThatDoNotFit_SaysWhy()
    {
        var predictor = new Predictor(Train(Model(0)));
        var other = SyntheticData.Images(49, 5, 60, 10).Dataset.Test;
        Assert.Contains("49 inputs, the model 50", Assert.Throws<ArgumentException>(() => predictor.Predict(other, Rows(1), PixelScale.Unit, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Contains("no sample 300 among 300", Assert.Throws<ArgumentException>(() => predictor.Logits(Images.Dataset.Test, [300], PixelScale.Unit, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(1), PixelScale.Unit, 0, 1, CancellationToken.None));
        var model = Train(Model(0));
        Assert.Throws<ArgumentException>(() => new Predictor(new TrainedModel { Options = model.Options, Inputs = 50, Outputs = 5, Layers = [model.Layers[0]] }));
    }

    [Fact]
    public void Predict_Cancelled_Throws()
    {
        var predictor = new Predictor(Train(Model(0)));
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => predictor.Predict(Images.Dataset.Test, Rows(1), PixelScale.Unit, cancelled));
        Assert.Throws<OperationCanceledException>(() => predictor.PredictMonteCarlo(Images.Dataset.Test, Rows(1), PixelScale.Unit, 1, 1, cancelled));
    }

    private static int[] Rows(int count) => [.. Enumerable.Range(0, count)];

    private static ModelOptions Model(double dropout) => new()
    {
        Hidden = [new LayerOptions { Units = 70, Dropout = dropout }, new LayerOptions { Units = 20, Dropout = dropout }],
    };

    private static TrainingConfiguration Configuration(ModelOptions model) => new()
    {
        Model = model,
        Training = new TrainingOptions { Epochs = 5, BatchSize = 16 },
        Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss },
    };

    private static TrainedModel Train(ModelOptions model, TrainingData? data = null)
    {
        var trainer = new Trainer(Configuration(model), data ?? Images, 5);
        trainer.Run(observer: null, CancellationToken.None);
        return trainer.Model!;
    }
}
