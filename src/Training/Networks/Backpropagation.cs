using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Networks;

/// <summary>
/// Gradients and parameter updates of a network: the gradient of every parameter, what the optimizer remembers
/// of it, and one step of both.
/// </summary>
internal sealed unsafe class Backpropagation
{
    private readonly DenseNetwork _network;
    private readonly IKernels _kernels;
    private readonly IOptimizer _optimizer;
    private readonly float _clipValue;
    private readonly double? _clipNorm;
    private readonly Parameters[] _parameters;
    private readonly float[] _squares = new float[16];

    public Backpropagation(DenseNetwork network, TrainingOptions options, IKernels kernels)
    {
        _network = network;
        _kernels = kernels;
        _optimizer = OptimizerFactory.Create(options.Optimizer);
        _clipValue = (float)(options.ClipValue ?? double.PositiveInfinity);
        _clipNorm = options.ClipNorm;
        _parameters = new Parameters[2 * network.Layers.Count];
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            _parameters[2 * i] = new Parameters(layer.Weights, _optimizer.Slots, layer.Decay);
            _parameters[(2 * i) + 1] = new Parameters(layer.Biases, _optimizer.Slots, decay: 0);
        }
    }

    /// <summary>The optimizer's memory, in a fixed order, for checkpoints.</summary>
    public IEnumerable<PanelMatrix> Slots => _parameters.SelectMany(parameters => parameters.Slots);

    /// <summary>Gradient of a layer's weights, [inputs × units].</summary>
    public PanelMatrix WeightGradient(int layer) => _parameters[2 * layer].Gradient;

    /// <summary>Gradient of a layer's biases, [1 × units].</summary>
    public PanelMatrix BiasGradient(int layer) => _parameters[(2 * layer) + 1].Gradient;

    /// <summary>Gradients of the data loss, from the workspace's output deltas down to the first layer.</summary>
    public void Gradients(Workspace workspace, int rows)
    {
        for (var i = _network.Layers.Count - 1; i >= 0; i--)
        {
            var deltas = workspace.Layers[i].Deltas!.View;
            var input = i == 0 ? workspace.Input.View : workspace.Layers[i - 1].Output.View;
            if (i > 0)
            {
                var below = workspace.Layers[i - 1];
                _kernels.DenseBackward(_network.Layers[i - 1].Activation, deltas, rows, _network.Layers[i].Transposed!.View, below.Activated.View, below.MaskView, below.Deltas!.View);
            }

            _kernels.WeightGradient(input, rows, deltas, WeightGradient(i).View);
            _kernels.BiasGradient(deltas, rows, BiasGradient(i).View.Data);
        }
    }

    /// <summary>One optimizer step on all parameters, then their constraints.</summary>
    /// <param name="step">The step since training began, from 1.</param>
    /// <param name="epochs">Epochs trained so far, with the fraction of the one under way.</param>
    /// <param name="learningRate">The scheduled learning rate.</param>
    public void Update(long step, double epochs, double learningRate)
    {
        _optimizer.BeginStep(step, epochs, learningRate);
        if (_clipNorm is { } limit)
        {
            ClipByGlobalNorm(limit);
        }

        foreach (var parameters in _parameters)
        {
            var rules = _clipNorm is null ? parameters.Rules(_clipValue) : GradientRules.None;
            _optimizer.Update(_kernels, parameters.Block, rules);
        }

        // By index: enumerating the list through its interface would allocate in every batch.
        for (var i = 0; i < _network.Layers.Count; i++)
        {
            if (_network.Layers[i].MaxNorm is { } norm)
            {
                _kernels.LimitNorms(_network.Layers[i].Weights.View, norm);
            }
        }

        _network.RefreshTransposed();
    }

    // g ← g · limit / max(norm, limit) over all gradients together (Pascanu et al. 2013), L2 and clipping by value before.
    private void ClipByGlobalNorm(double limit)
    {
        var total = 0.0;
        foreach (var parameters in _parameters)
        {
            Array.Clear(_squares);
            _kernels.PrepareGradient(parameters.Block, parameters.Rules(_clipValue), _squares);
            foreach (var square in _squares)
            {
                total += square;
            }
        }

        var norm = Math.Sqrt(total);
        if (norm <= limit)
        {
            return;
        }

        foreach (var parameters in _parameters)
        {
            _kernels.ScaleGradient(parameters.Block, (float)(limit / norm));
        }
    }

    private sealed class Parameters(PanelMatrix values, int slots, float decay)
    {
        public PanelMatrix Gradient { get; } = new(values.Rows, values.Columns);

        public PanelMatrix[] Slots { get; } = [.. Enumerable.Range(0, slots).Select(_ => new PanelMatrix(values.Rows, values.Columns))];

        public ParameterBlock Block => new(
            values.View.Data,
            Gradient.View.Data,
            Slots.Length > 0 ? Slots[0].View.Data : null,
            Slots.Length > 1 ? Slots[1].View.Data : null,
            PanelView.Length(values.Rows, values.Columns));

        public GradientRules Rules(float clip) => new(decay, clip);
    }
}
