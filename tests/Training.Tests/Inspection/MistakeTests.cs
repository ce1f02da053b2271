using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class MistakeTests
{
    [Fact]
    public void Confusion_OfTheTestSet_IsTheTrainers()
    {
        foreach (var output in new[] { OutputKind.Softmax, OutputKind.Sigmoid })
        {
            var configuration = new TrainingConfiguration { Model = InspectionCase.Options(0.3, output), Training = new TrainingOptions { Epochs = 5, BatchSize = 16 } };
            var trainer = new Trainer(configuration, InspectionCase.Images, 5);
            var result = trainer.Run(observer: null, CancellationToken.None);
            var confusion = new ModelInspector(trainer.Model!, InspectionCase.Images).Confusion(CancellationToken.None);
            Assert.Equal(result.TestConfusion!.Counts.ToArray(), confusion.Counts);
            Assert.Equal(result.Test!.Accuracy!.Value, confusion.Accuracy, 1e-12);
            Assert.Equal(result.Test.LogitAccuracy, confusion.AccuracyByLogits);
            Assert.Equal(output == OutputKind.Softmax, confusion.Ties is null);
        }
    }

    [Fact]
    public void Confusion_OfASaturatedSigmoid_ShowsWhatTiesHide()
    {
        var inspector = new ModelInspector(Saturated(), InspectionCase.Images);
        var confusion = inspector.Confusion(CancellationToken.None);
        var test = InspectionCase.Images.Dataset.Test;
        var rows = Enumerable.Range(0, test.Count).ToArray();
        var predictor = new Predictor(inspector.Model);
        var outputs = predictor.Predict(test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).ToArray();
        var logits = predictor.Logits(test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).ToArray();
        Assert.All(confusion.Ties!, ties =>
        {
            var mine = rows.Where(row => test.Labels.Span[row] == ties.Class).ToArray();
            Assert.Equal(mine.Length, ties.Samples);
            var tied = mine.Where(row => outputs[row].Count(value => value == outputs[row].Max()) > 1).ToArray();
            Assert.Equal(tied.Length, ties.Tied);
            Assert.Equal(mine.Count(row => Array.IndexOf(outputs[row], outputs[row].Max()) == ties.Class), ties.RightByOutputs);
            Assert.Equal(mine.Count(row => Array.IndexOf(logits[row], logits[row].Max()) == ties.Class), ties.RightByLogits);
            Assert.Equal(tied.Count(row => Array.IndexOf(logits[row], logits[row].Max()) == ties.Class && Array.IndexOf(outputs[row], outputs[row].Max()) != ties.Class), ties.HiddenByTies);
        });
        Assert.True(confusion.Ties!.Sum(ties => ties.HiddenByTies) > 5);
        Assert.NotEqual(confusion.AccuracyByLogits, confusion.Accuracy);
        Assert.Equal(confusion.AccuracyByLogits!.Value, inspector.Calibrate(15, CancellationToken.None).Accuracy, 1e-12);
    }

    [Theory]
    [InlineData(OutputKind.Softmax)]
    [InlineData(OutputKind.Sigmoid)]
    public void Mistakes_OfTheTestSet_AreTheSurestWrongAnswers(OutputKind output)
    {
        var inspector = new ModelInspector(output == OutputKind.Sigmoid ? Saturated() : InspectionCase.Train(InspectionCase.Options(0.3)), InspectionCase.Images);
        var test = InspectionCase.Images.Dataset.Test;
        var rows = Enumerable.Range(0, test.Count).ToArray();
        var predictor = new Predictor(inspector.Model);
        var outputs = predictor.Predict(test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).ToArray();
        var probabilities = predictor.Logits(test, rows, PixelScale.Unit, CancellationToken.None).Chunk(5).Select(row => InspectionCase.Softmax([.. row.Select(logit => (double)logit)])).ToArray();
        var expected = rows
            .Select(row => (Row: row, Predicted: Array.IndexOf(outputs[row], outputs[row].Max())))
            .Where(one => one.Predicted != test.Labels.Span[one.Row])
            .OrderByDescending(one => probabilities[one.Row][one.Predicted]).ThenBy(one => one.Row).ToArray();
        Assert.True(expected.Length > 12);
        var mistakes = inspector.Mistakes(12, 3, CancellationToken.None);
        Assert.Equal(expected.Take(12), mistakes.Select(mistake => (mistake.Row, mistake.Predicted)));
        Assert.All(mistakes, mistake =>
        {
            Assert.Equal(test.Labels.Span[mistake.Row], mistake.Label);
            Assert.Equal(probabilities[mistake.Row][mistake.Predicted], mistake.Probability, 1e-12);
            Assert.Equal(probabilities[mistake.Row].OrderDescending().Take(3), mistake.Top.Select(top => top.Probability), (x, y) => Math.Abs(x - y) < 1e-12);
            Assert.All(mistake.Top, top => Assert.Equal(outputs[mistake.Row][top.Class], top.Output));
        });
        Assert.Equal(expected.Length, inspector.Mistakes(1_000, 1, CancellationToken.None).Count);
        Assert.Equal(output == OutputKind.Sigmoid, inspector.Mistakes(1_000, 1, CancellationToken.None).Any(mistake => mistake.Tied));
    }

    [Fact]
    public void Confusion_OfARegression_IsRefused()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.1, OutputKind.Linear));
        Assert.Throws<InvalidOperationException>(() => inspector.Confusion(CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => inspector.Mistakes(1, 1, CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => inspector.Calibrate(15, CancellationToken.None));
        Assert.Contains("4 inputs", Assert.Throws<InvalidOperationException>(() => inspector.Curve(null, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WithDataThatDoNotFit_SaysWhy()
    {
        var model = InspectionCase.Train(InspectionCase.Options(0));
        Assert.Contains("50 inputs and 5 outputs", Assert.Throws<ArgumentException>(() => new ModelInspector(model, InspectionCase.Numbers)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelInspector(model, InspectionCase.Images, new InspectionOptions { SampleSize = 0 }));
        var inspector = new ModelInspector(model, InspectionCase.Images);
        Assert.Contains("no sample 300", Assert.Throws<ArgumentException>(() => inspector.Activations(InspectionCase.Images.Dataset.Test, 300)).Message, StringComparison.Ordinal);
        Assert.Contains("4 inputs, the model 50", Assert.Throws<ArgumentException>(() => inspector.Activations(InspectionCase.Numbers.Dataset.Test, 0)).Message, StringComparison.Ordinal);
    }

    // Logits so far up that several sigmoids round to 1.
    private static TrainedModel Saturated()
    {
        var model = InspectionCase.Train(InspectionCase.Options(0.1, OutputKind.Sigmoid));
        var last = model.Layers[^1];
        var raised = last with { Weights = [.. last.Weights.Select(weight => 3 * weight)], Biases = [.. last.Biases.Select(bias => (3 * bias) + 15)] };
        return new TrainedModel { Options = model.Options, Inputs = model.Inputs, Outputs = model.Outputs, Layers = [.. model.Layers.SkipLast(1), raised] };
    }
}
