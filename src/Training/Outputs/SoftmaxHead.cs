using System.Runtime.CompilerServices;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Outputs;

/// <summary>
/// Softmax cross-entropy on the logits. With <paramref name="sigmoid"/> the class is the argmax of the float32
/// sigmoid instead of the logits', the lowest index on ties, as Keras does; ties and the logits' verdict are
/// noted beside it.
/// </summary>
internal sealed class SoftmaxHead(IKernels kernels, int classes, bool sigmoid) : IOutputHead
{
    private readonly float[] _sigmoids = new float[classes];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(Workspace workspace, SampleSet samples, ReadOnlySpan<int> rows, Span<SampleScore> scores)
    {
        var labels = samples.Labels.Span;
        var logits = workspace.Logits;
        var deltas = workspace.OutputDeltas;
        var factor = 1f / rows.Length;
        for (var row = 0; row < rows.Length; row++)
        {
            var label = labels[rows[row]];
            var loss = kernels.SoftmaxCrossEntropy(logits, row, label, factor, deltas);
            var byLogits = RowMaximum.ArgMax(logits, row);
            if (!sigmoid)
            {
                scores[row] = new SampleScore(loss, byLogits, byLogits == label);
                continue;
            }

            kernels.SigmoidRow(logits, row, _sigmoids);
            var predicted = ArgMax(_sigmoids, out var tied);
            scores[row] = new SampleScore(loss, predicted, predicted == label, byLogits == label, tied);
        }
    }

    private static int ArgMax(ReadOnlySpan<float> values, out bool tied)
    {
        var best = 0;
        tied = false;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
                tied = false;
            }
            else
            {
                tied |= values[i] == values[best];
            }
        }

        return best;
    }
}
