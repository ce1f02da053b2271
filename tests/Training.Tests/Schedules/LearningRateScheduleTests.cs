using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Schedules;
using Xunit;

namespace DropoutSweep.Training.Tests.Schedules;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(19.999)]
    [InlineData(20)]
    public void Factor_OfConstant_IsOne(double epochs) => Assert.Equal(1, LearningRateSchedule.Factor(new ConstantSchedule(), epochs, 20));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2.999, 1)]
    [InlineData(3, 0.5)]
    [InlineData(5.999, 0.5)]
    [InlineData(6, 0.25)]
    [InlineData(29.9, 0.001953125)]
    public void Factor_OfStep_DropsAtTheEpochsEdge(double epochs, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Factor(new StepSchedule { EveryEpochs = 3, Factor = 0.5 }, epochs, 30));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.894427190999916)]
    [InlineData(1, 0.8)]
    [InlineData(2, 0.64)]
    [InlineData(10, 0.1073741824)]
    public void Factor_OfExponential_IsThePowerOfEpochs(double epochs, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Factor(new ExponentialSchedule { Decay = 0.8 }, epochs, 30), 1e-14);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 5, 0.5)]
    [InlineData(0, 10, 0)]
    [InlineData(0.2, 0, 1)]
    [InlineData(0.2, 5, 0.6)]
    [InlineData(0.2, 10, 0.2)]
    [InlineData(0, 2.5, 0.853553390593274)]
    public void Factor_OfCosine_FallsAlongHalfACosine(double final, double epochs, double expected) =>
        Assert.Equal(expected, LearningRateSchedule.Factor(new CosineSchedule { Final = final }, epochs, 10), 1e-14);

    [Fact]
    public void Factor_OfAnUnknownSchedule_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Factor(new Unknown(), 0, 1));

    [Fact]
    public void Run_WithASchedule_ReportsTheRateOfEachEpochsLastStep()
    {
        // Nine batches an epoch: the last one of epoch n starts at n − 1 + 8/9.
        var scenario = Scenarios.Create("rmsprop-momentum-exponential");
        var result = scenario.Start().Run(observer: null, CancellationToken.None);
        Assert.Equal([0.001 * Math.Pow(0.8, 8.0 / 9), 0.001 * Math.Pow(0.8, 1 + (8.0 / 9)), 0.001 * Math.Pow(0.8, 2 + (8.0 / 9))], result.Epochs.Select(epoch => epoch.LearningRate), (x, y) => Math.Abs(x - y) < 1e-15);
        Assert.Equal([9, 18, 27], result.Epochs.Select(epoch => epoch.Step));
    }

    private sealed record Unknown : ScheduleOptions;
}
