using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Specification;

public sealed class SweepSpecReaderTests
{
    private const string Least = "name: least\ndataset: digits\nmodel: {layers: [8, 4]}\n";

    [Fact]
    public void Read_LeastDocument_HasTheRecordsDefaults()
    {
        var spec = SweepSpecReader.Read(Least, "x.yaml");

        Assert.Equal("least", spec.Name);
        Assert.Equal(["digits"], spec.Datasets);
        Assert.Equal(new SplitOptions(), spec.Split);
        Assert.Equal(PixelScale.Unit, spec.Scale);
        Assert.Equal(new ObjectiveOptions(), spec.Objective);
        Assert.Equal(1, spec.ConfigurationCount);
        Assert.Equal(3, spec.Replicates);
        Assert.Equal(1ul, spec.Seed);
        Assert.Empty(spec.Axes);
        var training = spec.Configuration(0).Training;
        Assert.Equal(new TrainingOptions(), training.Training);
        Assert.Equal([new LayerOptions { Units = 8 }, new LayerOptions { Units = 4 }], training.Model.Hidden);
        Assert.Equal(new ModelOptions { Hidden = training.Model.Hidden }, training.Model);
    }

    [Fact]
    public void Read_EveryKey_ReachesTheConfiguration()
    {
        const string Yaml = """
            name: all
            description: "all keys"
            dataset: [mnist, fashion-mnist]
            split: {validation: 0.2, seed: 7}
            scale: none
            model:
              layers: [8, 4]
              activation: [tanh, none]
              output: sigmoid
              initializer: he_normal
              input_dropout: 0.1
              dropout: [0.5, 0.25]
              dropout_kind: gaussian
              dropout_scaling: at_inference
              l2: [0.01, 0, 0.5]
              max_norm: [3, null]
            training:
              optimizer: {name: sgd, momentum: 0.9, nesterov: true, initial_momentum: 0.5, momentum_ramp_epochs: 2.5}
              learning_rate: 1e-3
              schedule: {name: step, every_epochs: 3, factor: 0.1}
              batch_size: 64
              epochs: 7
              clip_value: 0.5
              clip_norm: 2
            search: grid
            replicates: 4
            seed: 18446744073709551615
            objective: {metric: validation_loss, at: best}
            """;

        var spec = SweepSpecReader.Read(Yaml, "x.yaml");

        Assert.Equal(["mnist", "fashion-mnist"], spec.Datasets);
        Assert.Equal(new SplitOptions { ValidationShare = 0.2, Seed = 7 }, spec.Split);
        Assert.Equal(PixelScale.None, spec.Scale);
        Assert.Equal(new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss, At = ObjectiveEpoch.Best }, spec.Objective);
        Assert.Equal(ulong.MaxValue, spec.Seed);
        Assert.Equal(0ul, spec.Trial(1).Seed);
        var model = spec.Configuration(0).Training.Model;
        Assert.Equal(
            [
                new LayerOptions { Units = 8, Activation = Activation.Tanh, Dropout = 0.5, L2 = 0.01, MaxNorm = 3 },
                new LayerOptions { Units = 4, Activation = Activation.None, Dropout = 0.25, L2 = 0, MaxNorm = null },
            ],
            model.Hidden);
        Assert.Equal(
            new ModelOptions
            {
                Hidden = model.Hidden,
                Output = OutputKind.Sigmoid,
                OutputL2 = 0.5,
                OutputMaxNorm = null,
                InputDropout = 0.1,
                DropoutKind = DropoutKind.Gaussian,
                DropoutScaling = DropoutScaling.AtInference,
                Initializer = Initializer.HeNormal,
            },
            model);
        Assert.Equal(
            new TrainingOptions
            {
                Optimizer = new SgdOptions { LearningRate = 0.001, Momentum = 0.9, Nesterov = true, InitialMomentum = 0.5, MomentumRampEpochs = 2.5 },
                Schedule = new StepSchedule { EveryEpochs = 3, Factor = 0.1 },
                BatchSize = 64,
                Epochs = 7,
                ClipValue = 0.5,
                ClipNorm = 2,
            },
            spec.Configuration(0).Training.Training);
    }

    [Theory]
    [InlineData("adam", typeof(AdamOptions), 0.001)]
    [InlineData("sgd", typeof(SgdOptions), 0.01)]
    [InlineData("rmsprop", typeof(RmsPropOptions), 0.001)]
    public void Read_OptimizerAlone_HasKerasLearningRate(string name, Type type, double rate)
    {
        var optimizer = SweepSpecReader.Read(Least + $"training: {{optimizer: {name}}}", "x.yaml").Configuration(0).Training.Training.Optimizer;

        Assert.IsType(type, optimizer);
        Assert.Equal(rate, optimizer.LearningRate);
        Assert.Equal(Activator.CreateInstance(type), optimizer);
    }

    [Fact]
    public void Read_Grids_LastAxisMovesFastestInDocumentOrder()
    {
        var spec = SweepSpecReader.Read("name: g\ndataset: digits\nmodel:\n  dropout: {grid: [0, 0.5]}\n  layers: {grid: [[8], [4, 2], [3]]}\n", "x.yaml");

        Assert.Equal(["model.dropout", "model.layers"], spec.Axes);
        Assert.Equal(6, spec.ConfigurationCount);
        var seen = Enumerable.Range(0, 6).Select(spec.Configuration).Select(c => string.Join(' ', c.Parameters.Select(p => p.Value))).ToArray();
        Assert.Equal(["0 [8]", "0 [4, 2]", "0 [3]", "0.5 [8]", "0.5 [4, 2]", "0.5 [3]"], seen);
    }
}
