using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Networks;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>A model's network with what inspection asks of it: every layer's values, in evaluation mode and under masks.</summary>
internal sealed class InspectionNetwork
{
    /// <summary>Most samples of one forward pass.</summary>
    public const int BatchRows = 240;

    private readonly DenseNetwork _network;
    private readonly IKernels _kernels = KernelSet.Best;
    private readonly PixelScale _scale;
    private readonly PanelMatrix _row;
    private Workspace? _evaluation;
    private Workspace? _dropout;
    private DenseNetwork? _thinned;
    private Workspace? _thinnedWorkspace;

    /// <exception cref="ArgumentException">The model's layers do not fit its options.</exception>
    public InspectionNetwork(TrainedModel model, PixelScale scale)
    {
        Model = model;
        _scale = scale;
        _network = new DenseNetwork(model.Options, model.Inputs, model.Outputs, _kernels);
        _network.Load(model.Layers);
        _row = new PanelMatrix(1, model.Outputs);
    }

    public TrainedModel Model { get; }

    /// <summary>What inference multiplies a layer's activations by, given its dropout rate.</summary>
    public float InferenceScale(double dropout) => _network.InferenceScale(dropout);

    /// <summary>A batch in evaluation mode.</summary>
    public ForwardView Evaluate(SampleSet samples, ReadOnlySpan<int> rows)
    {
        _evaluation ??= new Workspace(_network, BatchRows, masks: false, deltas: false, live: null);
        return Infer(_network, _evaluation, samples, rows);
    }

    /// <summary>A batch under dropout; its masks are drawn for (seed, purpose, step), a row's by its place in the batch.</summary>
    public ForwardView Drop(SampleSet samples, ReadOnlySpan<int> rows, ulong seed, Purpose purpose, long step)
    {
        _dropout ??= new Workspace(_network, BatchRows, masks: true, deltas: false, live: null);
        BatchGatherer.Gather(_kernels, samples, _scale, rows, _dropout);
        _network.ForwardWithDropout(_dropout, rows.Length, seed, purpose, step);
        GC.KeepAlive(this);
        return new ForwardView(_dropout);
    }

    /// <summary>Mask number <paramref name="mask"/>: the multipliers of the input, then of each hidden layer; null where nothing is multiplied.</summary>
    public float[]?[] Masks(ulong seed, int mask)
    {
        var blank = SampleSet.FromValues(Model.Inputs, new float[Model.Inputs], new float[1]);
        var view = Drop(blank, [0], seed, Purpose.InspectionMask, mask);
        var masks = new float[]?[Model.Layers.Count];
        for (var layer = 0; layer < masks.Length; layer++)
        {
            var values = new float[Model.Layers[layer].Inputs];
            masks[layer] = view.Mask(layer, 0, values) ? values : null;
        }

        return masks;
    }

    /// <summary>
    /// Makes the network that one mask leaves, for <see cref="EvaluateThinned"/>: its multipliers go into the weights that
    /// read them, so that the mask is the same for every sample and costs nothing there.
    /// </summary>
    public void Thin(float[]?[] masks)
    {
        if (_thinned is null)
        {
            var options = Model.Options with { InputDropout = 0, Hidden = [.. Model.Options.Hidden.Select(layer => layer with { Dropout = 0 })] };
            _thinned = new DenseNetwork(options, Model.Inputs, Model.Outputs, _kernels);
            _thinnedWorkspace = new Workspace(_thinned, BatchRows, masks: false, deltas: false, live: null);
        }

        _thinned.Load([.. Model.Layers.Select((layer, i) => masks[i] is { } mask ? layer with { Weights = Multiply(layer, mask) } : layer)]);
        GC.KeepAlive(this);
    }

    /// <summary>A batch through the network that <see cref="Thin"/> made last.</summary>
    public ForwardView EvaluateThinned(SampleSet samples, ReadOnlySpan<int> rows) =>
        Infer(_thinned ?? throw new InvalidOperationException("No network was thinned."), _thinnedWorkspace!, samples, rows);

    /// <summary>The logits of any number of samples in evaluation mode, [rows × outputs].</summary>
    public float[] Logits(SampleSet samples, ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var result = new float[rows.Length * Model.Outputs];
        for (var first = 0; first < rows.Length; first += BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = rows.Slice(first, Math.Min(BatchRows, rows.Length - first));
            var view = Evaluate(samples, batch);
            ReadLogits(view, batch.Length, result.AsSpan(first * Model.Outputs));
        }

        return result;
    }

    /// <summary>Copies a batch's logits, [rows × outputs].</summary>
    public void ReadLogits(ForwardView view, int rows, Span<float> logits)
    {
        for (var row = 0; row < rows; row++)
        {
            view.Activated(Model.Layers.Count - 1, row, logits.Slice(row * Model.Outputs, Model.Outputs));
        }
    }

    /// <summary>The model's outputs from a row of logits: softmax, the float32 sigmoids, or the logits themselves.</summary>
    public float[] Outputs(ReadOnlySpan<float> logits)
    {
        var values = logits.ToArray();
        if (Model.Options.Output != OutputKind.Linear)
        {
            _row.FromRowMajor(logits);
            if (Model.Options.Output == OutputKind.Sigmoid)
            {
                _kernels.SigmoidRow(_row.View, 0, values);
            }
            else
            {
                _kernels.SoftmaxRow(_row.View, 0, values);
            }

            GC.KeepAlive(this);
        }

        return values;
    }

    private ForwardView Infer(DenseNetwork network, Workspace workspace, SampleSet samples, ReadOnlySpan<int> rows)
    {
        BatchGatherer.Gather(_kernels, samples, _scale, rows, workspace);
        network.Infer(workspace, rows.Length);
        GC.KeepAlive(this);
        return new ForwardView(workspace);
    }

    // Row i of the weights reads input i.
    private static float[] Multiply(DenseWeights layer, float[] mask)
    {
        var weights = new float[layer.Weights.Length];
        for (var input = 0; input < layer.Inputs; input++)
        {
            var factor = mask[input];
            if (factor == 0)
            {
                continue;
            }

            for (var i = input * layer.Units; i < (input + 1) * layer.Units; i++)
            {
                weights[i] = layer.Weights[i] * factor;
            }
        }

        return weights;
    }
}
