using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Networks;

/// <summary>
/// Gradients and parameter updates of a network. Usually each layer's weight gradient goes into its optimizer
/// step while still in registers; clipping by the global norm needs all gradients first and stores them.
/// </summary>
internal sealed unsafe class Backpropagation
{
    private readonly DenseNetwork _network;
    private readonly IKernels _kernels;
    private readonly IOptimizer _optimizer;
    private readonly double? _clipNorm;
    private readonly ParameterUpdate[] _weights;
    private readonly ParameterUpdate[] _biases;
    private readonly float[] _squares = new float[16];

    public Backpropagation(DenseNetwork network, TrainingOptions options, IKernels kernels)
    {
        _network = network;
        _kernels = kernels;
        _optimizer = OptimizerFactory.Create(options.Optimizer);
        _clipNorm = options.ClipNorm;
        var clip = (float)(options.ClipValue ?? double.PositiveInfinity);
        _weights = [.. network.Layers.Select(layer => new ParameterUpdate(layer.Weights, _optimizer.Slots, new GradientRules(layer.Decay, clip), kernels))];
        _biases = [.. network.Layers.Select(layer => new ParameterUpdate(layer.Biases, _optimizer.Slots, new GradientRules(0, clip), kernels))];
    }

    /// <summary>The optimizer's memory, in a fixed order, for checkpoints.</summary>
    public IEnumerable<PanelMatrix> Slots => _weights.Zip(_biases, (weights, biases) => weights.Slots.Concat(biases.Slots)).SelectMany(slots => slots);

    /// <summary>Gradient of a layer's weights, [inputs × units], after <see cref="Gradients"/>.</summary>
    public PanelMatrix WeightGradient(int layer) => _weights[layer].Gradient;

    /// <summary>Gradient of a layer's biases, [1 × units], after <see cref="Gradients"/>.</summary>
    public PanelMatrix BiasGradient(int layer) => _biases[layer].Gradient;

    /// <summary>One step of the whole network, from the workspace's output deltas.</summary>
    /// <param name="workspace">After a forward pass with dropout and the output head's turn.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="step">The step since training began, from 1.</param>
    /// <param name="epochs">Epochs trained so far, with the fraction of the one under way.</param>
    /// <param name="learningRate">The scheduled learning rate.</param>
    public void Step(Workspace workspace, int rows, long step, double epochs, double learningRate)
    {
        _optimizer.BeginStep(step, epochs, learningRate);
        if (_clipNorm is { } limit)
        {
            Gradients(workspace, rows);
            ClipByGlobalNorm(limit);
        }

        // From the top down: a layer's deltas go to the layer below before its weights move.
        workspace.SortInput();
        for (var i = _network.Layers.Count - 1; i >= 0; i--)
        {
            if (_clipNorm is null)
            {
                PassDown(workspace, i, rows);
                _weights[i].Fuse(TrainingLists.ForWeightGradient(workspace, i, rows, _kernels), workspace.Layers[i].Deltas!.View, rows);
                _kernels.BiasGradient(workspace.Layers[i].Deltas!.View, rows, BiasGradient(i).View.Data);
            }

            _optimizer.Update(_weights[i]);
            _optimizer.Update(_biases[i]);
            Constrain(_network.Layers[i]);
        }
    }

    /// <summary>Stores the gradients of the data loss, from the workspace's output deltas down to the first layer.</summary>
    public void Gradients(Workspace workspace, int rows)
    {
        workspace.SortInput();
        for (var i = _network.Layers.Count - 1; i >= 0; i--)
        {
            PassDown(workspace, i, rows);
            var deltas = workspace.Layers[i].Deltas!.View;
            var input = TrainingLists.ForWeightGradient(workspace, i, rows, _kernels);
            if (input.Sparse is { } sparse)
            {
                _kernels.WeightGradient(sparse, deltas, WeightGradient(i).View);
            }
            else
            {
                _kernels.WeightGradient(input.Dense, rows, deltas, WeightGradient(i).View);
            }

            _kernels.BiasGradient(deltas, rows, BiasGradient(i).View.Data);
        }
    }

    private void PassDown(Workspace workspace, int layer, int rows)
    {
        if (layer > 0)
        {
            var below = workspace.Layers[layer - 1];
            var activation = _network.Layers[layer - 1].Activation;
            var deltas = workspace.Layers[layer].Deltas!.View;
            var transposed = _network.Layers[layer].Transposed!.View;
            if (TrainingLists.ForBackward(workspace, layer, rows, transposed, _kernels) is { } lists)
            {
                _kernels.SparseBackward(activation, lists, transposed, below.Activated.View, below.MaskView, below.Deltas!.View);
            }
            else
            {
                _kernels.DenseBackward(activation, deltas, rows, transposed, below.Activated.View, below.MaskView, below.Deltas!.View);
            }
        }
    }

    private void Constrain(DenseLayer layer)
    {
        if (layer.MaxNorm is { } norm)
        {
            _kernels.LimitNorms(layer.Weights.View, norm);
        }

        if (layer.Transposed is { } transposed)
        {
            _kernels.Transpose(layer.Weights.View, transposed.View);
        }
    }

    // g ← g · limit / max(norm, limit) over all gradients together (Pascanu et al. 2013), L2 and clipping by value before.
    private void ClipByGlobalNorm(double limit)
    {
        var total = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            total += Prepare(_weights[i]);
            total += Prepare(_biases[i]);
        }

        var norm = Math.Sqrt(total);
        if (norm <= limit)
        {
            return;
        }

        for (var i = 0; i < _weights.Length; i++)
        {
            _kernels.ScaleGradient(_weights[i].Block, (float)(limit / norm));
            _kernels.ScaleGradient(_biases[i].Block, (float)(limit / norm));
        }
    }

    private double Prepare(ParameterUpdate parameters)
    {
        Array.Clear(_squares);
        _kernels.PrepareGradient(parameters.Block, parameters.Rules, _squares);
        parameters.Prepared = true;
        var sum = 0.0;
        foreach (var square in _squares)
        {
            sum += square;
        }

        return sum;
    }
}
