using DropoutSweep.Training.Configuration;
using Xunit;

namespace DropoutSweep.Training.Tests.Gradients;

/// <summary>The reference itself: on a case worked out by hand, and against central differences.</summary>
public sealed class ReferenceNetworkTests
{
    [Fact]
    public void LossAndGradients_OfATinyRegression_AreWorkedOutByHand()
    {
        var options = new ModelOptions { Hidden = [new LayerOptions { Units = 1, L2 = 0.5 }], Output = OutputKind.Linear };
        var network = new ReferenceNetwork(options, [new double[,] { { 2 }, { -1 } }, new double[,] { { 3 } }], [[0.5], [1]]);
        // Input (1·2, 1·1) under its mask; hidden relu(4 − 1 + 0.5) = 3.5, under its mask 1.75; output 6.25; target 6.
        double[,]?[] masks = [new double[,] { { 2, 1 } }, new double[,] { { 0.5 } }];
        double[,] inputs = { { 1, 1 } };
        Assert.Equal(6.25, network.Outputs(inputs, masks)[0, 0], 1e-12);
        Assert.Equal(0.0625 + (0.5 * 5), network.Loss(inputs, [6], masks), 1e-12);
        var (weights, biases) = network.Gradients(inputs, [6], masks);
        Assert.Equal(0.5 * 1.75, weights[1][0, 0], 1e-12);
        Assert.Equal(0.5, biases[1][0], 1e-12);
        Assert.Equal((0.5 * 3 * 0.5 * 2) + 2, weights[0][0, 0], 1e-12);
        Assert.Equal((0.5 * 3 * 0.5 * 1) - 1, weights[0][1, 0], 1e-12);
        Assert.Equal(0.75, biases[0][0], 1e-12);
    }

    [Theory]
    [MemberData(nameof(GradientTests.Cases), MemberType = typeof(GradientTests))]
    public void Gradients_OfEveryCase_AreTheCentralDifferences(string name)
    {
        var gradientCase = GradientTests.Create(name);
        gradientCase.Forward();
        var network = gradientCase.Reference();
        var (inputs, targets, masks) = (gradientCase.Inputs, gradientCase.Targets, gradientCase.Masks);
        var (weights, biases) = network.Gradients(inputs, targets, masks);
        for (var layer = 0; layer < weights.Length; layer++)
        {
            var w = network.Weights[layer];
            for (var i = 0; i < w.Length; i += 7)
            {
                var (row, column) = Math.DivRem(i, w.GetLength(1));
                Assert.Equal(Difference(value => w[row, column] = value, w[row, column]), weights[layer][row, column], 1e-7);
            }

            var b = network.Biases[layer];
            for (var i = 0; i < b.Length; i++)
            {
                Assert.Equal(Difference(value => b[i] = value, b[i]), biases[layer][i], 1e-7);
            }
        }

        double Difference(Action<double> set, double value)
        {
            const double h = 1e-6;
            set(value + h);
            var above = network.Loss(inputs, targets, masks);
            set(value - h);
            var below = network.Loss(inputs, targets, masks);
            set(value);
            return (above - below) / (2 * h);
        }
    }
}
