using DropoutSweep.Training.Configuration;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The twins themselves, on cases worked out by hand.</summary>
public sealed class TwinTests
{
    private static readonly float[,] A = { { 1, 2, 3 }, { -4, 0, 0.5f } };
    private static readonly float[,] B = { { 2, -1 }, { 0, 3 }, { 1, 4 } };

    [Fact]
    public void Product_OfSmallMatrices_IsWorkedOutByHand()
    {
        Assert.Equal(new float[,] { { 5, 17 }, { -7.5f, 6 } }, Twin.Product(A, B));
        Assert.Equal(new float[,] { { 2, 0, 1 }, { -1, 3, 4 } }, Twin.Transpose(B));
        Assert.Equal(new float[,] { { 2, 4, 6 }, { -1, -2, -3 } }, Twin.WeightGradient(A, 1, new float[,] { { 2, -1 }, { 9, 9 } }).Transposed());
        Assert.Equal(new float[,] { { -3, 2, 3.5f } }, Twin.ColumnSums(A, 2));
        Assert.Equal(new float[,] { { 1, 2, 3 } }, Twin.ColumnSums(A, 1));
    }

    [Fact]
    public void Product_WhereRoundingOnceMatters_RoundsOnce()
    {
        // (1 + 2^-12)² = 1 + 2^-11 + 2^-24: the last term survives only until the sum with −1 is rounded.
        const float x = 1 + (1f / 4096);
        var sum = Twin.Product(new float[,] { { 1, x } }, new float[,] { { -1 }, { x } })[0, 0];
        Assert.Equal((1f / 2048) + (1f / (1 << 24)), sum);
        Assert.NotEqual((x * x) - 1, sum);
    }

    [Fact]
    public void Forward_WithEachActivation_IsWorkedOutByHand()
    {
        float[,] biases = { { 0.5f, -20 } };
        Assert.Equal(new float[,] { { 5.5f, -3 }, { -7, -14 } }, Twin.Forward(Activation.None, A, B, biases));
        Assert.Equal(new float[,] { { 5.5f, 0 }, { 0, 0 } }, Twin.Forward(Activation.Relu, A, B, biases));
        Assert.Equal(Math.Tanh(-3), Twin.Forward(Activation.Tanh, A, B, biases)[0, 1], 6);
        Assert.Equal(1 / (1 + Math.Exp(3)), Twin.Forward(Activation.Sigmoid, A, B, biases)[0, 1], 6);
    }

    [Fact]
    public void Backward_WithEachActivation_IsWorkedOutByHand()
    {
        float[,] deltas = { { 1, 2 } };
        float[,] weights = { { 3, -1, 0.5f }, { 1, 1, 1 } };
        float[,] activated = { { 0.5f, 0, -0.5f } };
        float[,] masks = { { 2, 2, 0 } };
        Assert.Equal(new float[,] { { 5, 1, 2.5f } }, Twin.Backward(Activation.None, deltas, weights, activated, null));
        Assert.Equal(new float[,] { { 10, 0, 0 } }, Twin.Backward(Activation.Relu, deltas, weights, activated, masks));
        Assert.Equal(new float[,] { { 3.75f, 1, 1.875f } }, Twin.Backward(Activation.Tanh, deltas, weights, activated, null));
        Assert.Equal(new float[,] { { 2.5f, 0, 0 } }, Twin.Backward(Activation.Sigmoid, deltas, weights, activated, masks));
    }

    [Fact]
    public void LimitNorms_OfOneColumnTooLong_ScalesThatOne() =>
        Assert.Equal(new float[,] { { 1.5f, 0.25f }, { 2, 0.5f } }, Twin.LimitNorms(new float[,] { { 3, 0.25f }, { 4, 0.5f } }, 2.5f));

    [Fact]
    public void SoftmaxCrossEntropy_OfFewLogits_IsWorkedOutByHand()
    {
        var (loss, gradient) = Twin.SoftmaxCrossEntropy(new float[,] { { 9, 3 } }, 0, 0, 0.5f);
        Assert.Equal(Math.Log(1 + Math.Exp(-6)), loss, 6);
        Assert.Equal(0.5 * ((1 / (1 + Math.Exp(-6))) - 1), gradient[0], 6);
        (loss, gradient) = Twin.SoftmaxCrossEntropy(new float[,] { { 7, 7, 7, 7 } }, 0, 2, 2);
        Assert.Equal(Math.Log(4), loss, 12);
        Assert.Equal([0.5f, 0.5f, -1.5f, 0.5f], gradient);
    }
}

file static class Matrices
{
    public static float[,] Transposed(this float[,] a) => Twin.Transpose(a);
}
