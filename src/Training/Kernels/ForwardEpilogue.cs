using System.Runtime.CompilerServices;
using DropoutSweep.Training.Activations;

namespace DropoutSweep.Training.Kernels;

/// <summary>The rest of a dense layer's forward step: bias, activation, then dropout's multipliers or one scale for all.</summary>
/// <param name="biases">Biases, padded as the panels are.</param>
/// <param name="activated">Takes the activations before dropout.</param>
/// <param name="masks">Dropout's multipliers; null data for none.</param>
/// <param name="scale">What activations are multiplied by when there are no masks; 1 for nothing.</param>
/// <param name="output">Takes the activations after dropout; the same storage as <paramref name="activated"/> when nothing is multiplied.</param>
internal unsafe struct ForwardEpilogue<TSimd, TF, TU, TActivation>(float* biases, PanelView activated, PanelView masks, float scale, PanelView output) : ITileEpilogue<TF>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Take(int row, int column, TF sums)
    {
        var at = ((nint)row * _width) + column;
        var value = TActivation.Forward<TSimd, TF, TU>(TSimd.Add(sums, TSimd.Load(_biases + column)));
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
