using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Transposes panels: numbers only move, so that every way of doing it gives the same bits. Blocks of 16 × 16 fill
/// a cache line with each store; where there is no AVX-512, such a block is made of blocks of 4 × 4.
/// </summary>
internal static unsafe class Transposition
{
    private const int Block = PanelView.Granule;
    private const int Small = 4;

    // Rows of the source before their turn, which are columns of the destination.
    private const int FetchRows = 2 * Block;

    /// <summary>destination = sourceᵀ, padding included: the destination's is written with zeros.</summary>
    /// <param name="source">[rows × columns].</param>
    /// <param name="destination">[columns × rows].</param>
    /// <param name="wide">Whether to work with 512-bit vectors where there are any.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(PanelView source, PanelView destination, bool wide)
    {
        var room = TileSums.Align(stackalloc float[TileSums.Room]);
        wide &= Avx512F.IsSupported;
        for (var target = 0; target < destination.Panels; target++)
        {
            var firstRow = target * PanelView.PanelColumns;
            nint targetStride = destination.Width(target);
            for (var panel = 0; panel < source.Panels; panel++)
            {
                nint stride = source.Width(panel);
                var input = source.Panel(panel) + (firstRow * stride);
                var output = destination.Panel(target) + (panel * PanelView.PanelColumns * targetStride);
                Panel(input, stride, destination.UsedWidth(target), output, targetStride, source.UsedWidth(panel), wide, room);
            }
        }
    }

    // Down the source's columns: the stores of four blocks then fill whole rows of the destination's panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(float* input, nint stride, int rows, float* output, nint targetStride, int columns, bool wide, float* room)
    {
        for (var column = 0; column < columns; column += Block)
        {
            for (var row = 0; row < rows; row += Block)
            {
                var from = input + (row * stride) + column;
                var to = output + (column * targetStride) + row;
                for (nint i = 0; i < Block; i++)
                {
                    CacheLines.Fetch(from + ((i + FetchRows) * stride));
                    CacheLines.Fetch(to + (i * targetStride) + FetchRows);
                }

                if (row + Block > rows || column + Block > columns)
                {
                    Edge(from, stride, Math.Min(Block, rows - row), to, targetStride, Math.Min(Block, columns - column), room);
                }
                else if (wide)
                {
                    Tile16(from, stride, to, targetStride);
                }
                else
                {
                    Tiles(from, stride, to, targetStride);
                }
            }
        }
    }

    /// <summary>A block at the edge, by way of a whole one: reads no row beyond the source's, writes none beyond the destination's.</summary>
    private static void Edge(float* input, nint stride, int rows, float* output, nint targetStride, int columns, float* room)
    {
        new Span<float>(room, Block * Block).Clear();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                room[(column * Block) + row] = input[(row * stride) + column];
            }
        }

        for (var column = 0; column < columns; column++)
        {
            new Span<float>(room + (column * Block), Block).CopyTo(new Span<float>(output + (column * targetStride), Block));
        }
    }

    // Rows r0 … r15. First pairs of rows are zipped, then pairs of pairs: each 128-bit lane then holds one column of
    // four rows. Two rounds of moving whole lanes bring the four row groups of a column together.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile16(float* input, nint stride, float* output, nint targetStride)
    {
        Columns(input, stride, out var a0, out var a1, out var a2, out var a3);
        Columns(input + (4 * stride), stride, out var b0, out var b1, out var b2, out var b3);
        Columns(input + (8 * stride), stride, out var c0, out var c1, out var c2, out var c3);
        Columns(input + (12 * stride), stride, out var d0, out var d1, out var d2, out var d3);
        Lanes(a0, b0, c0, d0, output, targetStride);
        Lanes(a1, b1, c1, d1, output + targetStride, targetStride);
        Lanes(a2, b2, c2, d2, output + (2 * targetStride), targetStride);
        Lanes(a3, b3, c3, d3, output + (3 * targetStride), targetStride);
    }

    /// <summary>Four rows of 16: result i holds columns i, 4 + i, 8 + i and 12 + i, a lane of four rows each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(float* input, nint stride, out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3)
    {
        var a = Vector512.Load(input);
        var b = Vector512.Load(input + stride);
        var c = Vector512.Load(input + (2 * stride));
        var d = Vector512.Load(input + (3 * stride));
        var ab0 = Avx512F.UnpackLow(a, b).AsDouble();
        var ab1 = Avx512F.UnpackHigh(a, b).AsDouble();
        var cd0 = Avx512F.UnpackLow(c, d).AsDouble();
        var cd1 = Avx512F.UnpackHigh(c, d).AsDouble();
        r0 = Avx512F.UnpackLow(ab0, cd0).AsSingle();
        r1 = Avx512F.UnpackHigh(ab0, cd0).AsSingle();
        r2 = Avx512F.UnpackLow(ab1, cd1).AsSingle();
        r3 = Avx512F.UnpackHigh(ab1, cd1).AsSingle();
    }

    /// <summary>A 4 × 4 transposition of lanes; its rows are four apart in the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lanes(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* output, nint stride)
    {
        var ab02 = Avx512F.Shuffle4x128(a, b, 0b10_00_10_00);
        var ab13 = Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
        var cd02 = Avx512F.Shuffle4x128(c, d, 0b10_00_10_00);
        var cd13 = Avx512F.Shuffle4x128(c, d, 0b11_01_11_01);
        Vector512.Store(Avx512F.Shuffle4x128(ab02, cd02, 0b10_00_10_00), output);
        Vector512.Store(Avx512F.Shuffle4x128(ab13, cd13, 0b10_00_10_00), output + (4 * stride));
        Vector512.Store(Avx512F.Shuffle4x128(ab02, cd02, 0b11_01_11_01), output + (8 * stride));
        Vector512.Store(Avx512F.Shuffle4x128(ab13, cd13, 0b11_01_11_01), output + (12 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles(float* input, nint stride, float* output, nint targetStride)
    {
        for (var row = 0; row < Block; row += Small)
        {
            for (var column = 0; column < Block; column += Small)
            {
                Tile4(input + (row * stride) + column, stride, output + (column * targetStride) + row, targetStride);
            }
        }
    }

    // Rows a, b, c, d of four: first pairs (a0 b0 a1 b1 …), then pairs of pairs, as 64-bit lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile4(float* input, nint stride, float* output, nint targetStride)
    {
        var a = Vector128.Load(input);
        var b = Vector128.Load(input + stride);
        var c = Vector128.Load(input + (2 * stride));
        var d = Vector128.Load(input + (3 * stride));
        if (!Sse2.IsSupported)
        {
            Vector128.Create(a[0], b[0], c[0], d[0]).Store(output);
            Vector128.Create(a[1], b[1], c[1], d[1]).Store(output + targetStride);
            Vector128.Create(a[2], b[2], c[2], d[2]).Store(output + (2 * targetStride));
            Vector128.Create(a[3], b[3], c[3], d[3]).Store(output + (3 * targetStride));
            return;
        }

        var ab0 = Sse.UnpackLow(a, b).AsDouble();
        var ab1 = Sse.UnpackHigh(a, b).AsDouble();
        var cd0 = Sse.UnpackLow(c, d).AsDouble();
        var cd1 = Sse.UnpackHigh(c, d).AsDouble();
        Sse2.UnpackLow(ab0, cd0).AsSingle().Store(output);
        Sse2.UnpackHigh(ab0, cd0).AsSingle().Store(output + targetStride);
        Sse2.UnpackLow(ab1, cd1).AsSingle().Store(output + (2 * targetStride));
        Sse2.UnpackHigh(ab1, cd1).AsSingle().Store(output + (3 * targetStride));
    }
}
