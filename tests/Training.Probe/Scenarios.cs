using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Known;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Training.Probe;

/// <summary>The scenarios by name: between them every optimizer, dropout, output, rule and schedule.</summary>
public static class Scenarios
{
    private const string MnistName = "mnist";

    private static readonly Dictionary<string, Func<Scenario>> Known = Small().ToDictionary(pair => pair.Name, pair => pair.Create, StringComparer.Ordinal);

    /// <summary>The small ones: 3 epochs of 9 batches each, the last batch of an epoch smaller.</summary>
    public static IReadOnlyList<string> SmallNames { get; } = [.. Known.Keys];

    /// <summary>Of those, the ones that are quick where fused multiply-add is not an instruction.</summary>
    public static IReadOnlyList<string> TinyNames { get; } = [.. SmallNames.Where(name => !name.StartsWith("wide", StringComparison.Ordinal))];

    /// <summary>A scenario by name; <c>mnist</c> needs the files.</summary>
    public static Scenario Create(string name) => string.Equals(name, MnistName, StringComparison.Ordinal) ? RealMnist() : Known[name]();

    private static IEnumerable<(string Name, Func<Scenario> Create)> Small()
    {
        yield return Images("adam-bernoulli", Model(Activation.Relu, 0.5) with { InputDropout = 0.2 }, new AdamOptions());
        yield return ("adam-dense-images", () => new Scenario(
            "adam-dense-images",
            Configuration(Model(Activation.Tanh, 0.4) with { InputDropout = 0.3, Initializer = Initializer.HeUniform }, new AdamOptions(), null, null),
            SyntheticData.Images(50, 5, 163, 40, dense: true),
            7));
        yield return ("wide-dead-inputs", () => Wide("wide-dead-inputs", new AdamOptions(), l2: 0, batch: 20, samples: 213));
        yield return ("wide-dead-inputs-l2", () => Wide("wide-dead-inputs-l2", new SgdOptions { Momentum = 0.9 }, l2: 0.01, batch: 60, samples: 620));
        yield return Images("sgd-gaussian", Model(Activation.Tanh, 0.3) with { DropoutKind = DropoutKind.Gaussian, InputDropout = 0.1 }, new SgdOptions { LearningRate = 0.1 });
        yield return Images("momentum-at-inference", Model(Activation.Sigmoid, 0.4) with { DropoutScaling = DropoutScaling.AtInference, InputDropout = 0.2 }, new SgdOptions { LearningRate = 0.1, Momentum = 0.9 });
        yield return Images(
            "nesterov-ramp-step",
            Model(Activation.Relu, 0.2),
            new SgdOptions { LearningRate = 0.05, Momentum = 0.95, Nesterov = true, InitialMomentum = 0.5, MomentumRampEpochs = 1.5 },
            training => training with { Schedule = new StepSchedule { EveryEpochs = 1, Factor = 0.5 } });
        yield return Images("rmsprop-max-norm", Model(Activation.Relu, 0.5, maxNorm: 0.8) with { OutputMaxNorm = 0.7 }, new RmsPropOptions { LearningRate = 0.01 });
        yield return Images(
            "rmsprop-momentum-exponential",
            Model(Activation.None, 0),
            new RmsPropOptions { Momentum = 0.5 },
            training => training with { Schedule = new ExponentialSchedule { Decay = 0.8 } });
        yield return Images("adam-l2-clip-norm", Model(Activation.Relu, 0.3, l2: 0.01) with { OutputL2 = 0.02 }, new AdamOptions { LearningRate = 0.01 }, training => training with { ClipNorm = 0.5 });
        yield return Images(
            "sigmoid-output-raw-best",
            Model(Activation.Relu, 0.5) with { Output = OutputKind.Sigmoid },
            new AdamOptions { LearningRate = 0.02 },
            training => training with { Schedule = new CosineSchedule { Final = 0.1 } },
            PixelScale.None,
            new ObjectiveOptions { At = ObjectiveEpoch.Best });
        yield return Images(
            "no-hidden-clip-value-best-loss",
            new ModelOptions { Hidden = [], InputDropout = 0.5, Initializer = Initializer.LecunNormal },
            new AdamOptions { LearningRate = 0.1 },
            training => training with { ClipValue = 0.01 },
            objective: new ObjectiveOptions { At = ObjectiveEpoch.Best, Metric = ObjectiveMetric.ValidationLoss });
        yield return ("regression", () => new Scenario(
            "regression",
            Configuration(
                Model(Activation.Tanh, 0.1) with { Output = OutputKind.Linear, Initializer = Initializer.HeNormal },
                new AdamOptions { LearningRate = 0.01 },
                null,
                new ObjectiveOptions { At = ObjectiveEpoch.Best, Metric = ObjectiveMetric.ValidationLoss }),
            SyntheticData.Regression(3, 163, 40),
            7));
    }

    private static (string Name, Func<Scenario> Create) Images(
        string name,
        ModelOptions model,
        OptimizerOptions optimizer,
        Func<TrainingOptions, TrainingOptions>? adapt = null,
        PixelScale scale = PixelScale.Unit,
        ObjectiveOptions? objective = null) =>
        (name, () => new Scenario(name, Configuration(model, optimizer, adapt, objective), SyntheticData.Images(50, 5, 163, 40, scale: scale), 7));

    private static TrainingConfiguration Configuration(ModelOptions model, OptimizerOptions optimizer, Func<TrainingOptions, TrainingOptions>? adapt, ObjectiveOptions? objective)
    {
        var training = new TrainingOptions { Optimizer = optimizer, BatchSize = 16, Epochs = 3 };
        return new TrainingConfiguration { Model = model, Training = adapt?.Invoke(training) ?? training, Objective = objective ?? new ObjectiveOptions() };
    }

    // Three whole panels and one of 16; some inputs have no gradient, only decay, and are not zero in the test set.
    private static Scenario Wide(string name, OptimizerOptions optimizer, double l2, int batch, int samples) => new(
        name,
        Configuration(
            new ModelOptions { Hidden = [new LayerOptions { Units = 200, L2 = l2, Dropout = 0.3 }, new LayerOptions { Units = 128 }], InputDropout = 0.1 },
            optimizer,
            training => training with { BatchSize = batch },
            objective: null),
        SyntheticData.Images(150, 5, samples, 40, deadEvery: 7),
        7);

    // Two layers: one wider than a panel, one that fills no vector.
    private static ModelOptions Model(Activation activation, double dropout, double l2 = 0, double? maxNorm = null) => new()
    {
        Hidden =
        [
            new LayerOptions { Units = 70, Activation = activation, Dropout = dropout, L2 = l2, MaxNorm = maxNorm },
            new LayerOptions { Units = 13, Activation = activation, Dropout = dropout, L2 = l2, MaxNorm = maxNorm },
        ],
    };

    private static Scenario RealMnist()
    {
        var sources = DatasetSources.FromEnvironment() with { Download = false };
        var location = new DatasetLoader(sources).Locate(MnistName);
        var dataset = Mnist.Definition.Create(location.Files, CancellationToken.None);
        var model = new ModelOptions { Hidden = [new LayerOptions { Units = 128, Dropout = 0.2 }] };
        return new Scenario(
            MnistName,
            new TrainingConfiguration { Model = model, Training = new TrainingOptions { Epochs = 1, BatchSize = 64 } },
            TrainingData.Create(dataset, new SplitOptions(), PixelScale.Unit),
            3);
    }
}
