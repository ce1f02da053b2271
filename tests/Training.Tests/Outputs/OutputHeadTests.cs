using System.Runtime.CompilerServices;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Outputs;
using DropoutSweep.Training.Results;
using DropoutSweep.Training.Tests.Gradients;
using Xunit;

namespace DropoutSweep.Training.Tests.Outputs;

/// <summary>How outputs are scored, on logits chosen by hand.</summary>
public sealed class OutputHeadTests
{
    [Fact]
    public void Sigmoid_Saturated_TakesTheLowestIndexAndCountsTies()
    {
        // Float32's sigmoid of 20, 30 and 90 is exactly 1, of −100 and below exactly 0.
        var (tally, confusion) = Score(OutputKind.Sigmoid, [1, 2, 1, 0, 2, 1], new float[,]
        {
            { 20, 30, 5 }, // tied at 1: class 0, the logits say 1
            { -3, 30, 90 }, // tied at 1: class 1, the logits say 2
            { 1, 2, 0 }, // not tied
            { -100, -200, -300 }, // tied at 0: class 0, as the logits
            { 3, 3, 4 }, // equal, but below the greatest
            { -1, 15, 16 }, // near saturation and still apart: class 2
        });
        Assert.Equal(6, tally.Samples);
        Assert.Equal(3, tally.Tied);
        Assert.Equal(3, tally.Right);
        Assert.Equal(5, tally.RightByLogits);
        Assert.Equal(1, confusion[1, 0]);
        Assert.Equal(1, confusion[2, 1]);
        Assert.Equal(1, confusion[1, 2]);
    }

    [Fact]
    public void SampleScore_IsAsLargeAsItsBytesSay() => Assert.Equal(SampleScore.Bytes, Unsafe.SizeOf<SampleScore>());

    [Fact]
    public void Softmax_OnTies_TakesTheLowestIndexAndReportsNone()
    {
        var (tally, confusion) = Score(OutputKind.Softmax, [0, 1, 2], new float[,] { { 7, 7, 1 }, { 7, 7, 1 }, { -5, -6, -4 } });
        Assert.Equal(2, tally.Right);
        Assert.Equal(0, tally.Tied);
        Assert.Equal(1, confusion[1, 0]);
        var expected = (2 * Math.Log(2 + Math.Exp(-6))) + Math.Log(1 + Math.Exp(-1) + Math.Exp(-2));
        Assert.Equal(expected, tally.Loss, 1e-6);
    }

    [Fact]
    public void Linear_OfTwoSamples_SumsSquares()
    {
        var (tally, _) = Score(OutputKind.Linear, [], new float[,] { { 1.5f }, { -2 } }, [1, 1]);
        Assert.Equal(0.25 + 9, tally.Loss);
        Assert.Equal(2, tally.Samples);
        Assert.Equal(4.625, tally.MeanLoss);
    }

    [Theory]
    [InlineData(OutputKind.Softmax)]
    [InlineData(OutputKind.Sigmoid)]
    public void Loss_OfAnInfiniteLogit_IsNotFinite(OutputKind kind) =>
        Assert.False(double.IsFinite(Score(kind, [1], new float[,] { { 1, float.PositiveInfinity, 0 } }).Tally.Loss));

    private static (Tally Tally, ConfusionMatrix Confusion) Score(OutputKind kind, byte[] labels, float[,] logits, float[]? targets = null)
    {
        // Any network's workspace will do: its logits are written over, classes that a case does not name far below.
        var rows = logits.GetLength(0);
        var gradientCase = new GradientCase(new ModelOptions { Hidden = [], Output = kind });
        var workspace = gradientCase.Workspace;
        var outputs = workspace.Logits.Columns;
        for (var row = 0; row < rows; row++)
        {
            for (var output = 0; output < outputs; output++)
            {
                workspace.Logits.At(row, output) = output < logits.GetLength(1) ? logits[row, output] : -1000;
            }
        }

        var samples = targets is null ? SampleSet.FromPixels(2, new byte[2 * rows], labels) : SampleSet.FromValues(2, new float[2 * rows], targets);
        var scores = new SampleScore[rows];
        OutputHeadFactory.Create(kind, outputs, KernelSet.Best).Score(workspace, samples, [.. Enumerable.Range(0, rows)], scores);
        var tally = default(Tally);
        var confusion = new ConfusionMatrix(outputs);
        for (var row = 0; row < rows; row++)
        {
            tally.Add(scores[row]);
            confusion.Add(targets is null ? labels[row] : 0, scores[row].Predicted);
        }

        GC.KeepAlive(gradientCase);
        return (tally, confusion);
    }
}
