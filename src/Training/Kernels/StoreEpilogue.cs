using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Stores the sums as they are.</summary>
internal unsafe struct StoreEpilogue<TSimd, TF, TU>(PanelView result) : ITileEpilogue
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
                TSimd.Store(_panel + at, TSimd.Load(sums));
            }
        }
    }
}
