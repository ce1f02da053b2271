using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Stores the sums as they are.</summary>
internal unsafe struct StoreEpilogue<TSimd, TF, TU>(PanelView result) : ITileEpilogue<TF>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private float* _panel;
    private int _width;

    public void BeginPanel(int panel)
    {
        _panel = result.Panel(panel);
        _width = result.Width(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Take(int row, int column, TF sums) => TSimd.Store(_panel + ((nint)row * _width) + column, sums);
}
