using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Outputs;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Evaluation;

/// <summary>Scores a network in evaluation mode, sample by sample in the order given.</summary>
internal sealed class Evaluator
{
    /// <summary>A multiple of the tiles' six rows; large enough to keep weights in cache for many rows.</summary>
    public const int BatchRows = 240;

    private readonly DenseNetwork _network;
    private readonly IKernels _kernels;
    private readonly IOutputHead _head;
    private readonly PixelScale _scale;
    private readonly Workspace _workspace;
    private readonly SampleScore[] _scores = new SampleScore[BatchRows];

    public Evaluator(DenseNetwork network, PixelScale scale, int[]? live, IKernels kernels)
    {
        _network = network;
        _kernels = kernels;
        _scale = scale;
        _head = OutputHeadFactory.Create(network.Options.Output, network.Outputs, kernels);
        _workspace = new Workspace(network, BatchRows, masks: false, deltas: false, live, lists: true);
    }

    /// <summary>Scores the given rows of a sample set.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it began, or between two batches.</exception>
    public Scores Score(SampleSet samples, ReadOnlySpan<int> rows, ConfusionMatrix? confusion, CancellationToken cancellationToken) =>
        Score(samples, rows, confusion, keep: [], known: null, cancellationToken);

    /// <summary>Scores some rows of a sample set and keeps each one's score.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it began, or between two batches.</exception>
    public Scores Keep(SampleSet samples, KnownScores known, CancellationToken cancellationToken) =>
        Score(samples, known.Rows, confusion: null, known.Scores, known: null, cancellationToken);

    /// <summary>Scores ascending rows of a sample set of which some are known: the same sums as if none were.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it began, or between two batches.</exception>
    public Scores Complete(SampleSet samples, ReadOnlySpan<int> rows, KnownScores known, CancellationToken cancellationToken) =>
        Score(samples, known.Unknown(rows), confusion: null, keep: [], known, cancellationToken);

    private Scores Score(
        SampleSet samples, ReadOnlySpan<int> rows, ConfusionMatrix? confusion, Span<SampleScore> keep, KnownScores? known, CancellationToken cancellationToken)
    {
        // Also when there is nothing to score: whoever has cancelled wants no result.
        cancellationToken.ThrowIfCancellationRequested();
        var tally = default(Tally);
        var added = 0;
        var skipZeros = _network.HasFiniteWeights();
        while (!rows.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows[..Math.Min(BatchRows, rows.Length)];
            var scores = _scores.AsSpan(0, batch.Length);
            BatchGatherer.Gather(_kernels, samples, _scale, batch, _workspace);
            _network.Infer(_workspace, batch.Length, skipZeros);
            _head.Score(_workspace, samples, batch, scores);
            for (var i = 0; i < batch.Length; i++)
            {
                added = known?.AddBefore(batch[i], added, ref tally) ?? 0;
                tally.Add(scores[i]);
                confusion?.Add(samples.Labels.Span[batch[i]], scores[i].Predicted);
            }

            if (!keep.IsEmpty)
            {
                scores.CopyTo(keep);
                keep = keep[batch.Length..];
            }

            rows = rows[batch.Length..];
        }

        known?.AddBefore(int.MaxValue, added, ref tally);
        return Sum(tally);
    }

    private Scores Sum(in Tally tally)
    {
        var classifies = _network.Options.Output != OutputKind.Linear;
        var sigmoid = _network.Options.Output == OutputKind.Sigmoid;
        return new Scores
        {
            Samples = tally.Samples,
            Loss = tally.MeanLoss,
            Accuracy = classifies ? tally.Accuracy : null,
            LogitAccuracy = sigmoid ? (double)tally.RightByLogits / tally.Samples : null,
            TiedShare = sigmoid ? (double)tally.Tied / tally.Samples : null,
        };
    }
}
