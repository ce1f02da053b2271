using DropoutSweep.Training.Data;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Outputs;

/// <summary>Mean squared error of one linear output: loss (z − t)², gradient 2 (z − t) / batch.</summary>
internal sealed class SquaredErrorHead : IOutputHead
{
    public void Score(Workspace workspace, SampleSet samples, ReadOnlySpan<int> rows, Span<SampleScore> scores)
    {
        var targets = samples.Targets.Span;
        var outputs = workspace.Logits;
        var deltas = workspace.OutputDeltas;
        var factor = 2f / rows.Length;
        for (var row = 0; row < rows.Length; row++)
        {
            var error = outputs.At(row, 0) - targets[rows[row]];
            scores[row] = new SampleScore((double)error * error);
            deltas.At(row, 0) = error * factor;
        }
    }
}
