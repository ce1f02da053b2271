using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// A matrix in panels, as the kernels read and write it: columns are cut into panels of 64 (the last one as
/// narrow as its columns rounded up to 16), and each panel holds its rows one after another. Element (r, c) is
/// at <c>Panel(c / 64)[r * Width(c / 64) + c % 64]</c>. Columns that pad the last panel hold zeros.
/// </summary>
/// <param name="data">First element, aligned to 64 bytes.</param>
/// <param name="rows">Rows of storage; fewer may be in use.</param>
/// <param name="columns">Columns, without padding.</param>
internal readonly unsafe struct PanelView(float* data, int rows, int columns)
{
    /// <summary>Columns of a full panel.</summary>
    public const int PanelColumns = 64;

    /// <summary>What the last panel's width is a multiple of.</summary>
    public const int Granule = 16;

    public float* Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int Panels => PanelsOf(Columns);

    public static int PanelsOf(int columns) => (columns + PanelColumns - 1) / PanelColumns;

    /// <summary>Columns with the last panel's padding: storage is rows × this.</summary>
    public static int PaddedColumns(int columns) => (columns + Granule - 1) / Granule * Granule;

    /// <summary>Floats of storage for a matrix.</summary>
    public static long Length(int rows, int columns) => (long)rows * PaddedColumns(columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Panel(int panel) => Data + ((long)panel * PanelColumns * Rows);

    /// <summary>Columns of a panel in storage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Width(int panel) => Math.Min(PanelColumns, PaddedColumns(Columns) - (panel * PanelColumns));

    /// <summary>Columns of a panel without padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int UsedWidth(int panel) => Math.Min(PanelColumns, Columns - (panel * PanelColumns));

    public ref float At(int row, int column)
    {
        var panel = column / PanelColumns;
        return ref Panel(panel)[((long)row * Width(panel)) + (column % PanelColumns)];
    }
}
