using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Probe;

namespace DropoutSweep.Training.Tests.Inspection;

/// <summary>Small trained models for inspection, and a forward pass in double precision to hold it against.</summary>
internal static class InspectionCase
{
    public static readonly TrainingData Images = SyntheticData.Images(50, 5, 60, 300);

    public static readonly TrainingData Numbers = SyntheticData.Regression(4, 60, 30);

    public static ModelOptions Options(double dropout, OutputKind output = OutputKind.Softmax, DropoutKind kind = DropoutKind.Bernoulli, DropoutScaling scaling = DropoutScaling.Inverted) => new()
    {
        Hidden = [new LayerOptions { Units = 70, Dropout = dropout }, new LayerOptions { Units = 20, Activation = Activation.Tanh, Dropout = dropout }],
        InputDropout = dropout / 2,
        Output = output,
        DropoutKind = kind,
        DropoutScaling = scaling,
    };

    public static TrainingData DataFor(OutputKind output) => output == OutputKind.Linear ? Numbers : Images;

    public static TrainedModel Train(ModelOptions options, TrainingData? data = null, int epochs = 5)
    {
        var configuration = new TrainingConfiguration
        {
            Model = options,
            Training = new TrainingOptions { Epochs = epochs, BatchSize = 16 },
            Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss },
        };
        var trainer = new Trainer(configuration, data ?? DataFor(options.Output), 5);
        trainer.Run(observer: null, CancellationToken.None);
        return trainer.Model!;
    }

    public static ModelInspector Inspect(ModelOptions options, InspectionOptions? inspection = null) =>
        new(Train(options), DataFor(options.Output), inspection);

    /// <summary>What each layer passes on, from the input to the logits, with each value multiplied as given.</summary>
    public static double[][] Forward(TrainedModel model, double[] inputs, Func<int, int, double> multiplier)
    {
        var values = new List<double[]> { inputs.Select((x, i) => x * multiplier(0, i)).ToArray() };
        for (var layer = 0; layer < model.Layers.Count; layer++)
        {
            var (below, weights) = (values[^1], model.Layers[layer]);
            var hidden = layer < model.Options.Hidden.Count ? model.Options.Hidden[layer] : null;
            values.Add([.. Enumerable.Range(0, weights.Units).Select(unit =>
            {
                var sum = (double)weights.Biases[unit];
                for (var i = 0; i < weights.Inputs; i++)
                {
                    sum += below[i] * weights.Weights[(i * weights.Units) + unit];
                }

                return hidden is null ? sum : Activate(hidden.Activation, sum) * multiplier(layer + 1, unit);
            })]);
        }

        return [.. values];
    }

    public static double[] Inputs(SampleSet samples, int row) => !samples.HasPixels
        ? [.. samples.Values.Slice(row * samples.Features, samples.Features).ToArray().Select(value => (double)value)]
        : [.. samples.PixelsOf(row).Select(pixel => pixel / 255.0)];

    /// <summary>What weight scaling multiplies a layer by (0 is the input).</summary>
    public static double Scale(TrainedModel model, int layer)
    {
        var rate = layer == 0 ? model.Options.InputDropout : layer <= model.Options.Hidden.Count ? model.Options.Hidden[layer - 1].Dropout : 0;
        return model.Options is { DropoutKind: DropoutKind.Bernoulli, DropoutScaling: DropoutScaling.AtInference } ? 1 - rate : 1;
    }

    public static double[] Softmax(double[] logits)
    {
        var exponentials = logits.Select(logit => Math.Exp(logit - logits.Max())).ToArray();
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }

    private static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };
}
