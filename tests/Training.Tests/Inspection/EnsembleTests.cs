using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Known;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class EnsembleTests
{
    private static readonly InspectionOptions Small = new() { SampleSize = 30, Seed = 2 };

    [Theory]
    [InlineData(OutputKind.Softmax, DropoutKind.Bernoulli, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Sigmoid, DropoutKind.Bernoulli, DropoutScaling.AtInference)]
    [InlineData(OutputKind.Softmax, DropoutKind.Gaussian, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Linear, DropoutKind.Bernoulli, DropoutScaling.Inverted)]
    public void Ensemble_OfSharedMasks_AveragesWhatEachThinnedNetworkSays(OutputKind output, DropoutKind kind, DropoutScaling scaling)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, output, kind, scaling), Small);
        var ensemble = inspector.Ensemble(new EnsembleOptions { Networks = 4, Repetitions = 3 }, CancellationToken.None);
        var test = inspector.Dataset.Test;
        var rows = inspector.SampleRows.ToArray();
        // Network n under mask n, each sample for itself, in double precision.
        double[][][] said = [.. Enumerable.Range(0, 12).Select(mask => rows.Select(row => Thinned(inspector, test, row, mask)).ToArray())];
        Assert.Equal([1, 2, 3, 4], ensemble.Points.Select(point => point.Networks));
        Assert.All(ensemble.Points, (point, k) =>
        {
            var scores = Enumerable.Range(0, 3).Select(repetition =>
            {
                var networks = said.Skip(repetition * 4).Take(k + 1).ToArray();
                return Score(test, rows, [.. rows.Select((_, i) => Mean([.. networks.Select(network => network[i])]))]);
            }).ToArray();
            Assert.Equal(scores.Average(score => score.Loss), point.Loss.Mean, 1e-5);
            Assert.Equal((scores.Min(score => score.Loss), scores.Max(score => score.Loss)), (point.Loss.Least, point.Loss.Greatest), (x, y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-5);
            var mean = scores.Average(score => score.Loss);
            Assert.Equal(Math.Sqrt(scores.Sum(score => Math.Pow(score.Loss - mean, 2)) / 2), point.Loss.StandardDeviation, 1e-5);
            AssertAccuracy(output == OutputKind.Linear ? null : scores.Average(score => score.Accuracy), point.Accuracy?.Mean);
        });
        Assert.True(ensemble.HasDropout);
        var evaluated = rows.Select(row => Probabilities(inspector, InspectionCase.Forward(inspector.Model, InspectionCase.Inputs(test, row), (layer, _) => InspectionCase.Scale(inspector.Model, layer))[^1]));
        var weightScaling = Score(test, rows, [.. evaluated]);
        Assert.Equal(weightScaling.Loss, ensemble.WeightScalingLoss, 1e-5);
        AssertAccuracy(weightScaling.Accuracy, ensemble.WeightScalingAccuracy);
    }

    [Fact]
    public void Ensemble_OfMasksPerSample_HasTheSameExpectationAndLessScatter()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.5), new InspectionOptions { SampleSize = 300 });
        var options = new EnsembleOptions { Networks = 3, Repetitions = 40 };
        var shared = inspector.Ensemble(options, CancellationToken.None);
        var own = inspector.Ensemble(options with { Masks = ThinnedMasks.PerSample }, CancellationToken.None);
        Assert.All(shared.Points, (point, k) =>
        {
            Assert.Equal(point.Loss.Mean, own.Points[k].Loss.Mean, 4 * point.Loss.StandardDeviation / Math.Sqrt(40));
            Assert.True(own.Points[k].Loss.StandardDeviation < point.Loss.StandardDeviation);
        });
        Assert.True(shared.Points[2].Loss.Mean < shared.Points[0].Loss.Mean);
        Assert.Equal(shared.WeightScalingLoss, own.WeightScalingLoss);
        Assert.Equivalent(shared, inspector.Ensemble(options, CancellationToken.None), strict: true);
    }

    [Fact]
    public void Ensemble_WithoutDropout_IsTheModelItself()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0), Small);
        foreach (var masks in new[] { ThinnedMasks.Shared, ThinnedMasks.PerSample })
        {
            var ensemble = inspector.Ensemble(new EnsembleOptions { Networks = 3, Repetitions = 2, Masks = masks }, CancellationToken.None);
            Assert.False(ensemble.HasDropout);
            Assert.All(ensemble.Points, point =>
            {
                Assert.Equal((ensemble.WeightScalingAccuracy!.Value, 0), (point.Accuracy!.Mean, point.Accuracy.StandardDeviation));
                Assert.Equal(ensemble.WeightScalingLoss, point.Loss.Mean, 1e-12);
            });
        }
    }

    [Theory]
    [InlineData(OutputKind.Softmax, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Linear, DropoutScaling.AtInference)]
    public void Uncertainty_OfSamples_HasThePredictorsMean(OutputKind output, DropoutScaling scaling)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, output, scaling: scaling), Small);
        var test = inspector.Dataset.Test;
        var uncertainties = inspector.Uncertainty(test, [17, 3], new UncertaintyOptions { Passes = 150, Level = 0.9 }, CancellationToken.None);
        var prediction = new Predictor(inspector.Model).PredictMonteCarlo(test, [17, 3], PixelScale.Unit, 150, seed: 2, CancellationToken.None);
        Assert.Equal([17, 3], uncertainties.Select(one => one.Row));
        var outputs = uncertainties.SelectMany(one => one.Outputs).ToArray();
        Assert.Equal(prediction.Mean.Select(mean => (double)mean), outputs.Select(one => one.Mean), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal(prediction.StandardDeviation.Select(deviation => (double)deviation), outputs.Select(one => one.StandardDeviation), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.All(outputs, one => Assert.True(one.Low < one.Mean && one.Mean < one.High));
        Assert.All(uncertainties, one =>
        {
            Assert.Equal(output == OutputKind.Linear, one.PredictiveEntropy is null);
            Assert.True(output == OutputKind.Linear || (one.MutualInformation > 1e-4 && one.MutualInformation < one.PredictiveEntropy));
            Assert.True(one.Variance > 0);
        });
    }

    [Fact]
    public void Uncertainty_WithoutDropout_IsTheDatasAlone()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0), Small);
        var one = inspector.Uncertainty(inspector.Dataset.Test, [5], options: null, CancellationToken.None)[0];
        Assert.Equal((0d, 0d, 1d), (one.Variance, Math.Round(one.MutualInformation!.Value, 12), one.Agreement!.Value));
        Assert.All(one.Outputs, output => Assert.Equal((output.Evaluated, output.Evaluated), (output.Low, output.High)));
    }

    [Fact]
    public void Curve_OfTheCurve_IsWhatThePredictorSays()
    {
        var data = TrainingData.Create(new Curve().Create([], CancellationToken.None), new SplitOptions(), PixelScale.Unit);
        var options = new ModelOptions { Hidden = [new LayerOptions { Units = 40, Activation = Activation.Tanh, Dropout = 0.2 }], Output = OutputKind.Linear };
        var inspector = new ModelInspector(InspectionCase.Train(options, data, epochs: 200), data);
        var curve = inspector.Curve(new CurveOptions { Points = 21, Passes = 50 }, CancellationToken.None);
        Assert.Equal((20, 4, 100), (curve.Train.Count, curve.Validation.Count, curve.Test.Count));
        Assert.Equal((-1d, 1d), (curve.Fit[0].X, curve.Fit[^1].X));
        var grid = SampleSet.FromValues(1, curve.Fit.Select(point => (float)point.X).ToArray(), new float[21]);
        var fit = new Predictor(inspector.Model).Predict(grid, [.. Enumerable.Range(0, 21)], PixelScale.Unit, CancellationToken.None);
        Assert.Equal(fit.Select(y => (double)y), curve.Fit.Select(point => point.Y));
        Assert.All(curve.Fit, point =>
        {
            Assert.True(point.Low < point.Mean && point.Mean < point.High);
            Assert.Equal(Curve.Value(point.X), point.Truth);
        });
        Assert.All(curve.Train, point => Assert.Contains((float)point.Y, data.Dataset.Train.Targets.ToArray()));
        var plain = inspector.Curve(options: null, CancellationToken.None);
        Assert.Equal(201, plain.Fit.Count);
        Assert.All(plain.Fit, point => Assert.Null(point.Mean));
    }

    [Fact]
    public void Inspection_Cancelled_Throws()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.5), Small);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => inspector.Ensemble(options: null, cancelled));
        Assert.Throws<OperationCanceledException>(() => inspector.Distribution(cancelled));
        Assert.Throws<OperationCanceledException>(() => inspector.Confusion(cancelled));
        Assert.Throws<OperationCanceledException>(() => inspector.Uncertainty(inspector.Dataset.Test, [0], options: null, cancelled));
    }

    [Fact]
    public void Inspection_OutOfRange_SaysWhat()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.5), Small);
        Assert.Contains("Networks must be 1 to 10000", Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Ensemble(new EnsembleOptions { Networks = 0 }, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Uncertainty(inspector.Dataset.Test, [0], new UncertaintyOptions { Passes = 0 }, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Uncertainty(inspector.Dataset.Test, [0], new UncertaintyOptions { Level = 1 }, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Calibrate(0, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Thin(maxUnits: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => inspector.Features(0));
    }

    private static void AssertAccuracy(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-12);
    }

    private static double[] Thinned(ModelInspector inspector, SampleSet test, int row, int mask)
    {
        var layers = inspector.Activations(test, row, mask).Layers;
        return Probabilities(inspector, InspectionCase.Forward(inspector.Model, InspectionCase.Inputs(test, row), (layer, unit) => layers[layer].Multipliers![unit])[^1]);
    }

    private static double[] Probabilities(ModelInspector inspector, double[] logits) =>
        inspector.Model.Options.Output == OutputKind.Linear ? logits : InspectionCase.Softmax(logits);

    private static double[] Mean(double[][] values) => [.. Enumerable.Range(0, values[0].Length).Select(i => values.Average(value => value[i]))];

    private static (double? Accuracy, double Loss) Score(SampleSet test, int[] rows, double[][] predictions) => test.Labels.IsEmpty
        ? (null, rows.Select((row, i) => Math.Pow(predictions[i][0] - test.Targets.Span[row], 2)).Average())
        : (rows.Select((row, i) => Array.IndexOf(predictions[i], predictions[i].Max()) == test.Labels.Span[row] ? 1.0 : 0).Average(),
            rows.Select((row, i) => -Math.Log(predictions[i][test.Labels.Span[row]])).Average());
}
