using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Outputs;

/// <summary>
/// Softmax cross-entropy on the logits. With <paramref name="sigmoid"/> the class is the argmax of the float32
/// sigmoid instead of the logits', the lowest index on ties, as Keras does; ties and the logits' verdict are
/// counted beside it.
/// </summary>
internal sealed class SoftmaxHead(IKernels kernels, int classes, bool sigmoid) : IOutputHead
{
    private readonly float[] _sigmoids = new float[classes];

    public void Score(Workspace workspace, SampleSet samples, ReadOnlySpan<int> rows, ref Tally tally)
    {
        var labels = samples.Labels.Span;
        var logits = workspace.Logits;
        var deltas = workspace.OutputDeltas;
        var factor = 1f / rows.Length;
        for (var row = 0; row < rows.Length; row++)
        {
            var label = labels[rows[row]];
            tally.Loss += kernels.SoftmaxCrossEntropy(logits, row, label, factor, deltas);
            tally.Samples++;
            var byLogits = ArgMax(logits, row);
            var predicted = byLogits;
            if (sigmoid)
            {
                kernels.SigmoidRow(logits, row, _sigmoids);
                predicted = ArgMax(_sigmoids, out var tied);
                tally.RightByLogits += byLogits == label ? 1 : 0;
                tally.Tied += tied ? 1 : 0;
            }

            tally.Right += predicted == label ? 1 : 0;
            tally.Confusion?.Add(label, predicted);
        }
    }

    private static int ArgMax(PanelView logits, int row)
    {
        var best = 0;
        for (var i = 1; i < logits.Columns; i++)
        {
            if (logits.At(row, i) > logits.At(row, best))
            {
                best = i;
            }
        }

        return best;
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
