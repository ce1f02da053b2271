using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Networks;

/// <summary>
/// Parameters with what the optimizer remembers of them. One step is either fused with the weight gradient
/// (<see cref="Fuse"/> before the optimizer's turn) or taken from a gradient stored before.
/// </summary>
internal sealed unsafe class ParameterUpdate(PanelMatrix values, int slots, GradientRules rules, IKernels kernels) : IUpdateTarget
{
    private PanelMatrix? _gradient;
    private LayerInput _input;
    private PanelView _deltas;
    private int _rows;
    private bool _fused;

    /// <summary>What the optimizer remembers.</summary>
    public PanelMatrix[] Slots { get; } = [.. Enumerable.Range(0, slots).Select(_ => values.OfSameShape())];

    /// <summary>What happens to the gradient before the optimizer sees it, while no stored gradient was prepared.</summary>
    public GradientRules Rules { get; } = rules;

    /// <summary>Storage for the gradient, made when first asked for.</summary>
    public PanelMatrix Gradient => _gradient ??= values.OfSameShape();

    /// <summary>Whether the stored gradient already went through the rules.</summary>
    public bool Prepared { get; set; }

    public ParameterBlock Block => new(
        values.View.Data,
        _gradient is null ? null : _gradient.View.Data,
        Slots.Length > 0 ? Slots[0].View.Data : null,
        Slots.Length > 1 ? Slots[1].View.Data : null,
        PanelView.Length(values.Rows, values.Columns));

    /// <summary>The next step computes the gradient from these and applies it at once.</summary>
    public void Fuse(LayerInput input, PanelView deltas, int rows)
    {
        (_input, _deltas, _rows, _fused) = (input, deltas, rows, true);
    }

    public void Apply<TFormula>(TFormula formula)
        where TFormula : struct, IUpdateFormula
    {
        if (!_fused)
        {
            kernels.Update(Block, Prepared ? GradientRules.None : Rules, formula);
            Prepared = false;
        }
        else if (_input.Sparse is { } sparse)
        {
            kernels.UpdateWeights(sparse, _deltas, values.View, Block, Rules, formula);
        }
        else
        {
            kernels.UpdateWeights(_input.Dense, _rows, _deltas, values.View, Block, Rules, formula);
        }

        _fused = false;
    }
}
