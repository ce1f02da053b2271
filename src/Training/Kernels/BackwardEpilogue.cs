using System.Runtime.CompilerServices;
using DropoutSweep.Training.Activations;

namespace DropoutSweep.Training.Kernels;

/// <summary>The rest of a layer's backward step: from the gradient of its outputs to that of its sums.</summary>
/// <param name="activated">The layer's activations before dropout.</param>
/// <param name="masks">Dropout's multipliers; null data for none.</param>
/// <param name="deltas">Takes the gradient of the layer's sums.</param>
internal unsafe struct BackwardEpilogue<TSimd, TF, TU, TActivation>(PanelView activated, PanelView masks, PanelView deltas) : ITileEpilogue<TF>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
    where TActivation : struct, IActivation
{
    private float* _activated;
    private float* _masks;
    private float* _deltas;
    private int _width;

    public void BeginPanel(int panel)
    {
        _activated = activated.Panel(panel);
        _masks = masks.Data == null ? null : masks.Panel(panel);
        _deltas = deltas.Panel(panel);
        _width = deltas.Width(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Take(int row, int column, TF sums)
    {
        var at = ((nint)row * _width) + column;
        var gradient = _masks != null ? TSimd.Multiply(sums, TSimd.Load(_masks + at)) : sums;
        TSimd.Store(_deltas + at, TActivation.Backward<TSimd, TF, TU>(gradient, TSimd.Load(_activated + at)));
    }
}
