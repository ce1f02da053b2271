using System.Runtime.CompilerServices;
using DropoutSweep.Training.Memory;

namespace DropoutSweep.Training.Kernels;

/// <summary>Storage of a matrix in panels (see <see cref="PanelView"/>): pinned, aligned to 64 bytes, zero at first.</summary>
internal sealed unsafe class PanelMatrix
{
    private const int AlignmentBytes = 64;

    // Kernels may write or read up to a whole group of 64 floats past the last row (dropout masks are made so).
    private const int Slack = 64;

    private readonly float[] _storage;
    private readonly int _offset;
    private readonly ArrayStock? _stock;

    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="stock">Where its storage may come from; null for new memory.</param>
    public PanelMatrix(int rows, int columns, ArrayStock? stock = null)
    {
        Rows = rows;
        Columns = columns;
        var length = checked((int)PanelView.Length(rows, columns)) + Slack;
        _stock = stock;
        _storage = ArrayStock.TakeCleared<float>(stock, length + (AlignmentBytes / sizeof(float)));
        var address = (nint)Unsafe.AsPointer(ref _storage[0]);
        _offset = (int)(((-address) & (AlignmentBytes - 1)) / sizeof(float));
    }

    /// <summary>Bytes of a matrix's storage.</summary>
    public static long Bytes(int rows, int columns) => (sizeof(float) * (PanelView.Length(rows, columns) + Slack)) + AlignmentBytes;

    public int Rows { get; }

    public int Columns { get; }

    public PanelView View => new((float*)Unsafe.AsPointer(ref _storage[_offset]), Rows, Columns);

    /// <summary>All elements with padding, panel after panel.</summary>
    public Span<float> Storage => _storage.AsSpan(_offset, (int)PanelView.Length(Rows, Columns));

    /// <summary>Another matrix of its shape, with storage from where its own is.</summary>
    public PanelMatrix OfSameShape() => new(Rows, Columns, _stock);

    // Both are called a few times a trial, row by row: compiled as they will stay.
    /// <summary>Copies from row-major order.</summary>
    /// <param name="source">Whole rows, [rows × columns].</param>
    /// <param name="row">Where the first of them goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FromRowMajor(ReadOnlySpan<float> source, int row = 0)
    {
        // What follows writes through pointers.
        if (row < 0 || source.Length % Columns != 0 || source.Length / Columns > Rows - row)
        {
            throw new ArgumentException($"{source.Length} values from row {row} on are no rows of {Rows} × {Columns}.", nameof(source));
        }

        var view = View;
        for (; !source.IsEmpty; row++)
        {
            for (var panel = 0; panel < view.Panels; panel++)
            {
                var part = Part(view, panel, row);
                source[..part.Length].CopyTo(part);
                source = source[part.Length..];
            }
        }
    }

    /// <summary>Copies to row-major order, [rows × columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] ToRowMajor()
    {
        var view = View;
        var result = GC.AllocateUninitializedArray<float>(Rows * Columns);
        var rest = result.AsSpan();
        for (var row = 0; row < Rows; row++)
        {
            for (var panel = 0; panel < view.Panels; panel++)
            {
                var part = Part(view, panel, row);
                part.CopyTo(rest);
                rest = rest[part.Length..];
            }
        }

        return result;
    }

    /// <summary>A row's elements in one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> Part(PanelView view, int panel, int row) => new(view.Panel(panel) + ((long)row * view.Width(panel)), view.UsedWidth(panel));
}
