using System.Buffers;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Dropout;
using DropoutSweep.Training.Initializers;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Networks;

/// <summary>A network of dense layers: its parameters and its forward pass.</summary>
internal sealed unsafe class DenseNetwork
{
    // Lists pay when at most one input in this many is not zero.
    private const int ListsPay = 2;

    // Weights that are drawn before they are put where they belong.
    private const int WeightsAtOnce = 8_192;

    private readonly IKernels _kernels;

    /// <param name="options">The architecture.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="kernels">What computes.</param>
    /// <param name="stock">Where storage may come from, its own and that of what is made for it; null for new memory.</param>
    public DenseNetwork(ModelOptions options, int inputs, int outputs, IKernels kernels, ArrayStock? stock = null)
    {
        Stock = stock;
        Options = options;
        Inputs = inputs;
        Outputs = outputs;
        _kernels = kernels;
        var layers = new List<DenseLayer>(options.Hidden.Count + 1);
        var width = inputs;
        foreach (var hidden in options.Hidden)
        {
            layers.Add(new DenseLayer(width, hidden.Units, hidden.Activation, hidden.Dropout, hidden.L2, hidden.MaxNorm, layers.Count == 0, stock));
            width = hidden.Units;
        }

        layers.Add(new DenseLayer(width, outputs, Activation.None, dropout: 0, options.OutputL2, options.OutputMaxNorm, layers.Count == 0, stock));
        Layers = layers;
    }

    public ModelOptions Options { get; }

    /// <summary>Where storage may come from; null for new memory.</summary>
    public ArrayStock? Stock { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Hidden layers, then the output layer.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>Draws initial weights; biases are zero.</summary>
    public void Initialize(ulong seed)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            Initialize(Layers[i], new RandomSequence(seed, Purpose.Weights, i));
        }

        RefreshTransposed();
    }

    /// <summary>Takes over a model's parameters.</summary>
    /// <exception cref="ArgumentException">They are not of this network's shape.</exception>
    public void Load(IReadOnlyList<DenseWeights> layers)
    {
        if (layers.Count != Layers.Count || !Layers.Zip(layers).All(static pair => pair.First.Fits(pair.Second)))
        {
            throw new ArgumentException("The model's layers do not fit its options.", nameof(layers));
        }

        for (var i = 0; i < Layers.Count; i++)
        {
            Layers[i].Load(layers[i]);
        }

        RefreshTransposed();
    }

    public TrainedModel ToModel() => new()
    {
        Options = Options,
        Inputs = Inputs,
        Outputs = Outputs,
        Layers = [.. Layers.Select(layer => layer.Save())],
    };

    /// <summary>Brings the transposed copies up to date after the weights changed.</summary>
    public void RefreshTransposed()
    {
        for (var i = 1; i < Layers.Count; i++)
        {
            _kernels.Transpose(Layers[i].Weights.View, Layers[i].Transposed!.View);
        }
    }

    /// <summary>What inference multiplies a layer's activations by: 1 − p where training does not compensate, else 1.</summary>
    public float InferenceScale(double dropout) =>
        Options.DropoutKind == DropoutKind.Bernoulli && Options.DropoutScaling == DropoutScaling.AtInference ? (float)(1 - dropout) : 1f;

    /// <summary>
    /// Whether all weights are finite: a product with a zero input is then zero, and may be left out of a sum.
    /// </summary>
    public bool HasFiniteWeights()
    {
        foreach (var layer in Layers)
        {
            if (!_kernels.AreFinite(layer.Weights.View))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The forward pass in evaluation mode, from the workspace's input to its logits.</summary>
    /// <param name="workspace">Holds the input.</param>
    /// <param name="rows">Rows in use.</param>
    /// <param name="skipZeros">Whether hidden units that are zero may be skipped: when all weights are finite.</param>
    public void Infer(Workspace workspace, int rows, bool skipZeros = false)
    {
        var scale = InferenceScale(Options.InputDropout);
        if (scale != 1)
        {
            ScaleInput(workspace, rows, scale);
        }

        for (var i = 0; i < Layers.Count; i++)
        {
            var input = workspace.InputOf(i);
            if (skipZeros && workspace.HiddenLists[i] is { } lists)
            {
                lists.Gather(input.Dense, rows);
                input = lists.Count * ListsPay < rows * Layers[i].Inputs ? input with { Sparse = lists } : input;
            }

            Forward(Layers[i], input, rows, workspace.Layers[i], default, InferenceScale(Layers[i].Dropout));
        }
    }

    /// <summary>The forward pass with dropout, from the workspace's input to its logits.</summary>
    public void ForwardWithDropout(Workspace workspace, int rows, ulong seed, Purpose purpose, long step)
    {
        if (workspace.InputMasks is { } masks)
        {
            FillMasks(new StreamKey(seed, purpose, 0, step), masks.View, rows, Options.InputDropout);
            MaskInput(workspace, masks.View, rows);
        }

        for (var i = 0; i < Layers.Count; i++)
        {
            var buffers = workspace.Layers[i];
            if (buffers.Masks is { } layerMasks)
            {
                FillMasks(new StreamKey(seed, purpose, i + 1, step), layerMasks.View, rows, Layers[i].Dropout);
            }

            var input = TrainingLists.ForForward(workspace, i, rows, Layers[i].Weights.View, _kernels);
            Forward(Layers[i], input, rows, buffers, buffers.MaskView, 1f);
        }
    }

    private void Forward(DenseLayer layer, LayerInput input, int rows, LayerBuffers buffers, PanelView masks, float scale)
    {
        if (input.Sparse is { } sparse)
        {
            _kernels.SparseForward(layer.Activation, sparse, layer.Weights.View, layer.Biases.View.Data, buffers.Activated.View, masks, scale, buffers.Output.View);
        }
        else
        {
            _kernels.DenseForward(layer.Activation, input.Dense, rows, layer.Weights.View, layer.Biases.View.Data, buffers.Activated.View, masks, scale, buffers.Output.View);
        }
    }

    private void ScaleInput(Workspace workspace, int rows, float factor)
    {
        if (workspace.Sparse is { } sparse)
        {
            sparse.Scale(factor);
        }
        else
        {
            _kernels.Scale(workspace.Input, rows, factor);
        }
    }

    private void MaskInput(Workspace workspace, PanelView masks, int rows)
    {
        if (workspace.Sparse is { } sparse)
        {
            sparse.MultiplyBy(masks);
        }
        else
        {
            _kernels.MultiplyBy(workspace.Input, masks, rows);
        }
    }

    private void FillMasks(StreamKey key, PanelView masks, int rows, double rate)
    {
        if (Options.DropoutKind == DropoutKind.Gaussian)
        {
            _kernels.FillMasks(key, masks, rows, new GaussianNoise((float)Math.Sqrt(rate / (1 - rate))));
            return;
        }

        var kept = Options.DropoutScaling == DropoutScaling.Inverted ? 1 / (1 - rate) : 1;
        _kernels.FillMasks(key, masks, rows, new BernoulliNoise((uint)Math.Round(rate * (1L << 32)), (float)kept));
    }

    /// <summary>A few rows at a time: in memory that has been used before, which costs less than drawing them does.</summary>
    private void Initialize(DenseLayer layer, RandomSequence random)
    {
        var rows = Math.Clamp(WeightsAtOnce / layer.Units, 1, layer.Inputs);
        var buffer = ArrayPool<float>.Shared.Rent(rows * layer.Units);
        for (var row = 0; row < layer.Inputs; row += rows)
        {
            var weights = buffer.AsSpan(0, Math.Min(rows, layer.Inputs - row) * layer.Units);
            WeightInitializer.Fill(weights, Options.Initializer, layer.Inputs, layer.Units, ref random);
            layer.Weights.FromRowMajor(weights, row);
        }

        ArrayPool<float>.Shared.Return(buffer);
        layer.Biases.Storage.Clear();
    }
}
