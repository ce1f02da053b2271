using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Configuration;

public sealed class ConfigurationValidatorTests
{
    private static readonly ModelOptions Model = new() { Hidden = [new LayerOptions { Units = 10 }] };

    public static TheoryData<string> Scenario => [.. Scenarios.SmallNames];

    [Theory]
    [MemberData(nameof(Scenario))]
    public void Check_OfEveryScenario_FindsNothing(string name) =>
        Assert.Empty(ConfigurationValidator.Check(Scenarios.Create(name).Configuration, Scenarios.Create(name).Data.Dataset));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.995)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Check_OfARateOutOfRange_NamesEachPlace(double rate)
    {
        AssertOne("model.input_dropout", Model with { InputDropout = rate });
        AssertOne("model.dropout[0]", Model with { Hidden = [new LayerOptions { Units = 10, Dropout = rate }] });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(65_537)]
    public void Check_OfUnitsOutOfRange_NamesTheLayer(int units) => AssertOne("model.layers[0]", Model with { Hidden = [new LayerOptions { Units = units }] });

    [Fact]
    public void Check_OfRegularisationOutOfRange_NamesIt()
    {
        AssertOne("L2 factor", Model with { OutputL2 = -1 });
        AssertOne("L2 factor", Model with { Hidden = [new LayerOptions { Units = 10, L2 = double.PositiveInfinity }] });
        AssertOne("max-norm", Model with { OutputMaxNorm = 0 });
        AssertOne("max-norm", Model with { Hidden = [new LayerOptions { Units = 10, MaxNorm = double.NaN }] });
        AssertOne("hidden layers", Model with { Hidden = [.. Enumerable.Repeat(new LayerOptions { Units = 1 }, 65)] });
    }

    [Fact]
    public void Check_OfKindsThatDoNotExist_NamesThem()
    {
        AssertOne("model.output", Model with { Output = (OutputKind)9 });
        AssertOne("model.dropout_kind", Model with { DropoutKind = (DropoutKind)9 });
        AssertOne("model.dropout_scaling", Model with { DropoutScaling = (DropoutScaling)9 });
        AssertOne("model.initializer", Model with { Initializer = (Initializer)9 });
        AssertOne("model.activation[0]", Model with { Hidden = [new LayerOptions { Units = 10, Activation = (Activation)9 }] });
    }

    [Fact]
    public void Check_OfTrainingOutOfRange_NamesTheOption()
    {
        AssertOne("training.batch_size", new TrainingOptions { BatchSize = 0 });
        AssertOne("training.epochs", new TrainingOptions { Epochs = 0 });
        AssertOne("training.clip_value", new TrainingOptions { ClipValue = 0 });
        AssertOne("training.clip_norm", new TrainingOptions { ClipNorm = double.NaN });
        AssertOne("training.learning_rate", new TrainingOptions { Optimizer = new AdamOptions { LearningRate = 0 } });
        AssertOne("training.learning_rate", new TrainingOptions { Optimizer = new SgdOptions { LearningRate = 1001 } });
        AssertOne("optimizer.beta1", new TrainingOptions { Optimizer = new AdamOptions { Beta1 = 1 } });
        AssertOne("optimizer.beta2", new TrainingOptions { Optimizer = new AdamOptions { Beta2 = -0.1 } });
        AssertOne("optimizer.epsilon", new TrainingOptions { Optimizer = new AdamOptions { Epsilon = 0 } });
        AssertOne("optimizer.epsilon", new TrainingOptions { Optimizer = new RmsPropOptions { Epsilon = 1e-50 } });
        AssertOne("optimizer.rho", new TrainingOptions { Optimizer = new RmsPropOptions { Rho = 1 } });
        AssertOne("optimizer.momentum", new TrainingOptions { Optimizer = new SgdOptions { Momentum = 1 } });
        AssertOne("optimizer.initial_momentum", new TrainingOptions { Optimizer = new SgdOptions { InitialMomentum = -1 } });
        AssertOne("optimizer.momentum_ramp_epochs", new TrainingOptions { Optimizer = new SgdOptions { MomentumRampEpochs = double.NaN } });
        AssertOne("schedule.every_epochs", new TrainingOptions { Schedule = new StepSchedule { EveryEpochs = 0 } });
        AssertOne("schedule.factor", new TrainingOptions { Schedule = new StepSchedule { Factor = 0 } });
        AssertOne("schedule.decay", new TrainingOptions { Schedule = new ExponentialSchedule { Decay = 1.1 } });
        AssertOne("schedule.final", new TrainingOptions { Schedule = new CosineSchedule { Final = -0.1 } });
    }

    [Fact]
    public void Check_OfAnOutputThatDoesNotFitTheData_SaysWhatWould()
    {
        var images = SyntheticData.Images(10, 3, 20, 5).Dataset;
        var numbers = SyntheticData.Regression(3, 20, 5).Dataset;
        var linear = new TrainingConfiguration { Model = Model with { Output = OutputKind.Linear }, Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss } };
        Assert.Contains("use softmax or sigmoid", Assert.Single(ConfigurationValidator.Check(linear, images)), StringComparison.Ordinal);
        Assert.Contains("use linear", Assert.Single(ConfigurationValidator.Check(new TrainingConfiguration { Model = Model }, numbers)), StringComparison.Ordinal);
        Assert.Contains("has no accuracy", Assert.Single(ConfigurationValidator.Check(linear with { Objective = new ObjectiveOptions() })), StringComparison.Ordinal);
    }

    [Fact]
    public void Trainer_OfAConfigurationWithSeveralErrors_ListsThemAll()
    {
        var configuration = new TrainingConfiguration { Model = Model with { InputDropout = 2 }, Training = new TrainingOptions { Epochs = 0 } };
        var message = Assert.Throws<ArgumentException>(() => new Trainer(configuration, SyntheticData.Images(10, 3, 20, 5), 1)).Message;
        Assert.Contains("model.input_dropout", message, StringComparison.Ordinal);
        Assert.Contains("training.epochs", message, StringComparison.Ordinal);
    }

    private static void AssertOne(string path, ModelOptions model) => AssertOne(path, new TrainingConfiguration { Model = model });

    private static void AssertOne(string path, TrainingOptions training) => AssertOne(path, new TrainingConfiguration { Model = Model, Training = training });

    private static void AssertOne(string path, TrainingConfiguration configuration) =>
        Assert.Contains(path, Assert.Single(ConfigurationValidator.Check(configuration)), StringComparison.Ordinal);
}
