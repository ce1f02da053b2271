using DropoutSweep.Training.Data;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Outputs;

/// <summary>What a network's outputs mean: their loss with its gradient, and how they are scored.</summary>
internal interface IOutputHead
{
    /// <summary>
    /// Scores each sample of a batch and writes the gradient of their mean loss to the workspace's output deltas.
    /// </summary>
    /// <param name="workspace">A workspace after a forward pass.</param>
    /// <param name="samples">Where the answers are.</param>
    /// <param name="rows">The samples of the batch, by row of <paramref name="samples"/>.</param>
    /// <param name="scores">Takes the scores, one a row.</param>
    void Score(Workspace workspace, SampleSet samples, ReadOnlySpan<int> rows, Span<SampleScore> scores);
}
