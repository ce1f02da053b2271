using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Evaluation;

/// <summary>
/// Uses a trained model: its logits, its outputs, and its outputs with dropout on. What it says of a sample
/// depends on the model and the sample only (with dropout also on the seed, the pass and the sample's row in its
/// set), never on which other samples are asked for. Not safe for use from several threads at once.
/// </summary>
public sealed class Predictor
{
    private const int BatchRows = 240;

    // Passes that go through the network together; part of how masks are numbered.
    private const int PassRows = 64;

    private readonly DenseNetwork _network;
    private readonly IKernels _kernels = KernelSet.Best;
    private readonly Workspace _workspace;
    private Workspace? _dropoutWorkspace;

    /// <summary>Takes over a model's parameters.</summary>
    /// <exception cref="ArgumentException">The model's layers do not fit its options.</exception>
    public Predictor(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _network = new DenseNetwork(model.Options, model.Inputs, model.Outputs, _kernels);
        _network.Load(model.Layers);
        _workspace = new Workspace(_network, BatchRows, masks: false, deltas: false, live: null);
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs => _network.Inputs;

    /// <summary>Number of outputs of a sample: classes, or 1 for regression.</summary>
    public int Outputs => _network.Outputs;

    /// <summary>The outputs before softmax or sigmoid, in evaluation mode.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rows">Which of them, in any order.</param>
    /// <param name="scale">How pixels become inputs, as in training.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <returns>[rows × <see cref="Outputs"/>], row after row.</returns>
    /// <exception cref="ArgumentException">The samples do not have as many inputs as the model, or have no such row.</exception>
    public float[] Logits(SampleSet samples, ReadOnlySpan<int> rows, PixelScale scale, CancellationToken cancellationToken) =>
        Infer(samples, rows, scale, logits: true, cancellationToken);

    /// <summary>
    /// The outputs in evaluation mode: softmax probabilities, or sigmoids (each for itself, not summing to 1), or the numbers of a linear output.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rows">Which of them, in any order.</param>
    /// <param name="scale">How pixels become inputs, as in training.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <returns>[rows × <see cref="Outputs"/>], row after row.</returns>
    /// <exception cref="ArgumentException">The samples do not have as many inputs as the model, or have no such row.</exception>
    public float[] Predict(SampleSet samples, ReadOnlySpan<int> rows, PixelScale scale, CancellationToken cancellationToken) =>
        Infer(samples, rows, scale, logits: false, cancellationToken);

    /// <summary>
    /// The outputs (as <see cref="Predict"/> gives them) with the model's dropout on, over many passes. The masks of
    /// a sample's passes depend on the seed and the sample's row in its set; the first passes are the same however many follow.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rows">Which of them, in any order.</param>
    /// <param name="scale">How pixels become inputs, as in training.</param>
    /// <param name="passes">Passes for each sample, at least 1.</param>
    /// <param name="seed">Seed of the masks.</param>
    /// <param name="cancellationToken">Cancels between two samples.</param>
    /// <exception cref="ArgumentException">The samples do not have as many inputs as the model, or have no such row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one pass.</exception>
    public MonteCarloPrediction PredictMonteCarlo(SampleSet samples, ReadOnlySpan<int> rows, PixelScale scale, int passes, ulong seed, CancellationToken cancellationToken)
    {
        Check(samples, rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        var workspace = _dropoutWorkspace ??= new Workspace(_network, PassRows, masks: true, deltas: false, live: null);
        var mean = new float[rows.Length * Outputs];
        var deviation = new float[rows.Length * Outputs];
        var outputs = new float[Outputs];
        var means = new double[Outputs];
        var squares = new double[Outputs];
        var repeated = new int[PassRows];
        for (var i = 0; i < rows.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Fill(repeated, rows[i]);
            Array.Clear(means);
            Array.Clear(squares);
            for (var first = 0; first < passes; first += PassRows)
            {
                var count = Math.Min(PassRows, passes - first);
                BatchGatherer.Gather(_kernels, samples, scale, repeated.AsSpan(0, count), workspace);
                _network.ForwardWithDropout(workspace, count, seed, Purpose.MonteCarlo, ((long)(first / PassRows) << 32) | (uint)rows[i]);
                for (var pass = 0; pass < count; pass++)
                {
                    ReadRow(workspace, pass, logits: false, outputs);
                    Accumulate(outputs, first + pass + 1, means, squares);
                }
            }

            for (var output = 0; output < Outputs; output++)
            {
                mean[(i * Outputs) + output] = (float)means[output];
                deviation[(i * Outputs) + output] = (float)Math.Sqrt(squares[output] / passes);
            }
        }

        GC.KeepAlive(this);
        return new MonteCarloPrediction(passes, mean, deviation);
    }

    // Running mean and sum of squared deviations (Welford 1962).
    private static void Accumulate(float[] outputs, int pass, double[] means, double[] squares)
    {
        for (var output = 0; output < outputs.Length; output++)
        {
            var delta = outputs[output] - means[output];
            means[output] += delta / pass;
            squares[output] += delta * (outputs[output] - means[output]);
        }
    }

    private float[] Infer(SampleSet samples, ReadOnlySpan<int> rows, PixelScale scale, bool logits, CancellationToken cancellationToken)
    {
        Check(samples, rows);
        var result = new float[rows.Length * Outputs];
        for (var first = 0; first < rows.Length; first += BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows.Slice(first, Math.Min(BatchRows, rows.Length - first));
            BatchGatherer.Gather(_kernels, samples, scale, batch, _workspace);
            _network.Infer(_workspace, batch.Length);
            for (var row = 0; row < batch.Length; row++)
            {
                ReadRow(_workspace, row, logits, result.AsSpan((first + row) * Outputs, Outputs));
            }
        }

        GC.KeepAlive(this);
        return result;
    }

    private void ReadRow(Workspace workspace, int row, bool logits, Span<float> result)
    {
        var outputs = workspace.Logits;
        switch (_network.Options.Output)
        {
            case OutputKind.Softmax when !logits:
                _kernels.SoftmaxRow(outputs, row, result);
                break;
            case OutputKind.Sigmoid when !logits:
                _kernels.SigmoidRow(outputs, row, result);
                break;
            default:
                for (var output = 0; output < result.Length; output++)
                {
                    result[output] = outputs.At(row, output);
                }

                break;
        }
    }

    private void Check(SampleSet samples, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Features != Inputs)
        {
            throw new ArgumentException($"The samples have {samples.Features} inputs, the model {Inputs}.", nameof(samples));
        }

        foreach (var row in rows)
        {
            if ((uint)row >= (uint)samples.Count)
            {
                throw new ArgumentException($"There is no sample {row} among {samples.Count}.", nameof(rows));
            }
        }
    }
}
