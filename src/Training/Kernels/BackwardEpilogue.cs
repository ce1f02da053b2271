using System.Runtime.CompilerServices;
using DropoutSweep.Training.Activations;

namespace DropoutSweep.Training.Kernels;

/// <summary>The rest of a layer's backward step: from the gradient of its outputs to that of its sums.</summary>
/// <param name="activated">The layer's activations before dropout.</param>
/// <param name="masks">Dropout's multipliers; null data for none.</param>
/// <param name="deltas">Takes the gradient of the layer's sums.</param>
internal unsafe struct BackwardEpilogue<TSimd, TF, TU, TActivation>(PanelView activated, PanelView masks, PanelView deltas) : ITileEpilogue
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

    public readonly void Expect(int row, int rows, int column, int columns)
    {
        // Activations and deltas of a batch are at hand.
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Take(int row, int rows, int column, int columns, float* sums)
    {
        for (var end = row + rows; row < end; row++)
        {
            var at = ((nint)row * _width) + column;
            for (var i = 0; i < columns; i += TSimd.Lanes, at += TSimd.Lanes, sums += TSimd.Lanes)
            {
                var gradient = TSimd.Load(sums);
                if (_masks != null)
                {
                    gradient = TSimd.Multiply(gradient, TSimd.Load(_masks + at));
                }

                TSimd.Store(_deltas + at, TActivation.Backward<TSimd, TF, TU>(gradient, TSimd.Load(_activated + at)));
            }
        }
    }
}
