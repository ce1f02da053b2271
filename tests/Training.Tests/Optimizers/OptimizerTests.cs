using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Tests.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Optimizers;

/// <summary>The optimizers' formulas on one weight, worked out by hand.</summary>
public sealed class OptimizerTests
{
    [Theory]
    [InlineData(0.5f)]
    [InlineData(-1e-3f)]
    [InlineData(40f)]
    public void Adam_AtItsFirstStep_MovesByTheLearningRate(float gradient) =>
        Assert.Equal(1 - (0.01 * Math.Sign(gradient)), Steps(new AdamOptions { LearningRate = 0.01 }, gradient)[0], 2e-6);

    [Fact]
    public void Adam_OverTwoSteps_IsWorkedOutByHand()
    {
        // m: 0.2, 0.5 · 0.2 + 0.5 · 0.1 = 0.15 → m̂ 0.15 / 0.75; v: 0.04, 0.75 · 0.04 + 0.25 · 0.01 → v̂ / 0.4375, from β 0.5 and 0.75, gradients 0.4 and 0.1.
        var options = new AdamOptions { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 0.05 };
        var first = 1 - (0.1 * 0.4 / (0.4 + 0.05));
        var second = first - (0.1 * (0.15 / 0.75) / (Math.Sqrt(0.0325 / 0.4375) + 0.05));
        Assert.Equal([first, second], Steps(options, 0.4f, 0.1f), Close);
    }

    [Fact]
    public void Sgd_OverTwoSteps_IsWorkedOutByHand() =>
        Assert.Equal([1 - 0.2, 1 - 0.2 - 0.05], Steps(new SgdOptions { LearningRate = 0.5 }, 0.4f, 0.1f), Close);

    [Fact]
    public void Momentum_OverTwoSteps_IsWorkedOutByHand() =>
        Assert.Equal([1 - 0.2, 1 - 0.2 - (0.9 * 0.2) - 0.05], Steps(new SgdOptions { LearningRate = 0.5, Momentum = 0.9 }, 0.4f, 0.1f), Close);

    [Fact]
    public void Nesterov_OverTwoSteps_IsWorkedOutByHand()
    {
        // v: −0.2, then −0.23; each step looks μv ahead of it.
        var first = 1 - (0.9 * 0.2) - 0.2;
        Assert.Equal([first, first - (0.9 * 0.23) - 0.05], Steps(new SgdOptions { LearningRate = 0.5, Momentum = 0.9, Nesterov = true }, 0.4f, 0.1f), Close);
    }

    [Fact]
    public void RmsProp_OverTwoStepsWithMomentum_IsWorkedOutByHand()
    {
        // v: 0.2 · 0.16, then 0.8 · 0.032 + 0.2 · 0.01.
        var options = new RmsPropOptions { LearningRate = 0.1, Rho = 0.8, Momentum = 0.5, Epsilon = 0.01 };
        var first = 0.1 * 0.4 / (Math.Sqrt(0.032) + 0.01);
        var second = (0.5 * first) + (0.1 * 0.1 / (Math.Sqrt(0.0276) + 0.01));
        Assert.Equal([1 - first, 1 - first - second], Steps(options, 0.4f, 0.1f), Close);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(2.5, 0.6)]
    [InlineData(9.999, 0.89996)]
    [InlineData(10, 0.9)]
    [InlineData(500, 0.9)]
    public void MomentumRamp_AtAnEpoch_RisesLinearlyThenStays(double epochs, double expected)
    {
        var options = new SgdOptions { Momentum = 0.9, InitialMomentum = 0.5, MomentumRampEpochs = 10 };
        Assert.Equal(expected, MomentumAt(options, epochs), 1e-6);
        Assert.Equal(expected, MomentumAt(options with { Nesterov = true }, epochs), 1e-6);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0.5, 0)]
    public void MomentumRamp_NotAskedFor_IsTheMomentumFromTheStart(double? initial, double epochs) =>
        Assert.Equal(0.9, MomentumAt(new SgdOptions { Momentum = 0.9, InitialMomentum = initial, MomentumRampEpochs = epochs }, 0), 1e-6);

    [Fact]
    public void Defaults_OfEveryOptimizer_AreKeras()
    {
        Assert.Equal(new AdamOptions { LearningRate = 0.001, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-7 }, new AdamOptions());
        Assert.Equal(new SgdOptions { LearningRate = 0.01, Momentum = 0, Nesterov = false }, new SgdOptions());
        Assert.Equal(new RmsPropOptions { LearningRate = 0.001, Rho = 0.9, Momentum = 0, Epsilon = 1e-7 }, new RmsPropOptions());
    }

    [Fact]
    public void Adam_AfterLongSilence_ForgetsInsteadOfKeepingSubnormals()
    {
        using var pool = new MatrixPool();
        var (weights, gradients, m, v) = (pool.From(new float[,] { { 1 } }), pool.From(new float[,] { { 1e-3f } }), pool.Zero(1, 1), pool.Zero(1, 1));
        var optimizer = OptimizerFactory.Create(new AdamOptions());
        for (var step = 1; step <= 2000; step++)
        {
            optimizer.BeginStep(step, 0, 0.001);
            OptimizerStep.Apply(optimizer, KernelSet.Best, weights, gradients, [m, v], GradientRules.None);
            gradients.Storage.Clear();
        }

        Assert.Equal(0, m.View.At(0, 0));
        Assert.True(float.IsNormal(v.View.At(0, 0)));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-6;

    private static double[] Steps(OptimizerOptions options, params float[] given)
    {
        using var pool = new MatrixPool();
        var (weights, gradients) = (pool.From(new float[,] { { 1 } }), pool.Zero(1, 1));
        var optimizer = OptimizerFactory.Create(options);
        PanelMatrix[] slots = [.. Enumerable.Range(0, optimizer.Slots).Select(_ => pool.Zero(1, 1))];
        return [.. given.Select((gradient, i) =>
        {
            gradients.View.At(0, 0) = gradient;
            optimizer.BeginStep(i + 1, 0, options.LearningRate);
            OptimizerStep.Apply(optimizer, KernelSet.Best, weights, gradients, slots, GradientRules.None);
            return (double)weights.View.At(0, 0);
        })];
    }

    // What is left of a velocity of 1 after a step without gradient.
    private static double MomentumAt(SgdOptions options, double epochs)
    {
        using var pool = new MatrixPool();
        var (weights, gradients, velocity) = (pool.Zero(1, 1), pool.Zero(1, 1), pool.From(new float[,] { { 1 } }));
        var optimizer = OptimizerFactory.Create(options);
        optimizer.BeginStep(7, epochs, 0.01);
        OptimizerStep.Apply(optimizer, KernelSet.Best, weights, gradients, [velocity], GradientRules.None);
        return velocity.View.At(0, 0);
    }
}
