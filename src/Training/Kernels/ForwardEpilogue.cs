using System.Runtime.CompilerServices;
using DropoutSweep.Training.Activations;

namespace DropoutSweep.Training.Kernels;

/// <summary>The rest of a dense layer's forward step: bias, activation, then dropout's multipliers or one scale for all.</summary>
/// <param name="biases">Biases, padded as the panels are.</param>
/// <param name="activated">Takes the activations before dropout.</param>
/// <param name="masks">Dropout's multipliers; null data for none.</param>
/// <param name="scale">What activations are multiplied by when there are no masks; 1 for nothing.</param>
/// <param name="output">Takes the activations after dropout; the same storage as <paramref name="activated"/> when nothing is multiplied.</param>
internal unsafe struct ForwardEpilogue<TSimd, TF, TU, TActivation>(float* biases, PanelView activated, PanelView masks, float scale, PanelView output) : ITileEpilogue
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
    where TActivation : struct, IActivation
{
    private float* _biases;
    private float* _activated;
    private float* _masks;
    private float* _output;
    private int _width;

    public void BeginPanel(int panel)
    {
        _biases = biases + (panel * PanelView.PanelColumns);
        _activated = activated.Panel(panel);
        _masks = masks.Data == null ? null : masks.Panel(panel);
        _output = output.Panel(panel);
        _width = output.Width(panel);
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
                var value = TActivation.Forward<TSimd, TF, TU>(TSimd.Add(TSimd.Load(sums), TSimd.Load(_biases + column + i)));
                TSimd.Store(_activated + at, value);
                if (_masks != null)
                {
                    TSimd.Store(_output + at, TSimd.Multiply(value, TSimd.Load(_masks + at)));
                }
                else if (scale != 1f)
                {
                    TSimd.Store(_output + at, TSimd.Multiply(value, TSimd.Broadcast(scale)));
                }
            }
        }
    }
}
