using System.Runtime.CompilerServices;
using DropoutSweep.Training.Optimizers;

namespace DropoutSweep.Training.Kernels;

/// <summary>Takes sums as gradients and moves the weights by one optimizer step, without storing the gradient.</summary>
/// <param name="weights">The weights.</param>
/// <param name="parameters">The weights' slots.</param>
/// <param name="rules">What happens to the gradient first.</param>
/// <param name="formula">The optimizer's step.</param>
internal unsafe struct UpdateEpilogue<TSimd, TF, TU, TFormula>(PanelView weights, ParameterBlock parameters, GradientRules rules, TFormula formula) : ITileEpilogue
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
    where TFormula : struct, IUpdateFormula
{
    private float* _weights;
    private float* _slot0;
    private float* _slot1;
    private int _width;

    public void BeginPanel(int panel)
    {
        _weights = weights.Panel(panel);
        var offset = _weights - weights.Data;
        _slot0 = parameters.Slot0 == null ? null : parameters.Slot0 + offset;
        _slot1 = parameters.Slot1 == null ? null : parameters.Slot1 + offset;
        _width = weights.Width(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Take(int row, int rows, int column, int columns, float* sums)
    {
        var decay = TSimd.Broadcast(rules.Decay);
        var clip = TSimd.Broadcast(rules.Clip);
        for (var end = row + rows; row < end; row++)
        {
            var at = ((nint)row * _width) + column;
            for (var i = 0; i < columns; i += TSimd.Lanes, at += TSimd.Lanes, sums += TSimd.Lanes)
            {
                var weight = TSimd.Load(_weights + at);
                var gradient = ParameterPass<TSimd, TF, TU>.Apply(decay, clip, weight, TSimd.Load(sums));
                var slot0 = _slot0 != null ? TSimd.Load(_slot0 + at) : default;
                var slot1 = _slot1 != null ? TSimd.Load(_slot1 + at) : default;
                TSimd.Store(_weights + at, formula.Apply<TSimd, TF, TU>(weight, gradient, ref slot0, ref slot1));
                if (_slot0 != null)
                {
                    TSimd.Store(_slot0 + at, slot0);
                }

                if (_slot1 != null)
                {
                    TSimd.Store(_slot1 + at, slot1);
                }
            }
        }
    }
}
