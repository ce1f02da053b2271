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

    public Evaluator(DenseNetwork network, PixelScale scale, int[]? live, IKernels kernels)
    {
        _network = network;
        _kernels = kernels;
        _scale = scale;
        _head = OutputHeadFactory.Create(network.Options.Output, network.Outputs, kernels);
        _workspace = new Workspace(network, BatchRows, masks: false, deltas: false, live, lists: true);
    }

    /// <summary>Scores the given rows of a sample set.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public Scores Score(SampleSet samples, ReadOnlySpan<int> rows, ConfusionMatrix? confusion, CancellationToken cancellationToken)
    {
        var tally = new Tally { Confusion = confusion };
        var skipZeros = _network.HasFiniteWeights();
        while (!rows.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows[..Math.Min(BatchRows, rows.Length)];
            BatchGatherer.Gather(_kernels, samples, _scale, batch, _workspace);
            _network.Infer(_workspace, batch.Length, skipZeros);
            _head.Score(_workspace, samples, batch, ref tally);
            rows = rows[batch.Length..];
        }

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
