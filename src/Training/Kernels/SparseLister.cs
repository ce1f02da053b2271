using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Lists what is not zero, of up to 64 bytes or of floats. With AVX-512, with AVX2 and without either the entries are the
/// same: a byte's float and one rounded product, or a float as it is. With AVX2 alone bytes go by the <see cref="StretchLister"/>.
/// </summary>
internal static unsafe class SparseLister
{
    /// <summary>Bytes that can be listed at once.</summary>
    public const int MostBytes = 64;

    private const int Lanes = 16;
    private const int HalfLanes = Lanes / 2;

    // A byte for each of eight places: its number, and its lowest bit.
    private const ulong EachPlace = 0x0706050403020100;
    private const ulong LowBits = 0x0101010101010101;

    /// <summary>Entries that may be overwritten after the last one listed: vectors are stored whole.</summary>
    public const int Overrun = 4 * Lanes;

    /// <summary>Whether bytes and their places close ranks 64 at a time.</summary>
    public static bool Compresses => Vector512.IsHardwareAccelerated && Avx512Vbmi2.IsSupported;

    private static ReadOnlySpan<byte> Ascending =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    ];

    /// <summary>So many bytes rounded up to a multiple of what is listed at once.</summary>
    public static int WholeChunks(int bytes) => (bytes + MostBytes - 1) / MostBytes * MostBytes;

    /// <summary>Lists them in order.</summary>
    /// <param name="source">64 bytes that may be read.</param>
    /// <param name="width">How many of them count.</param>
    /// <param name="column">The column of the first.</param>
    /// <param name="scale">What values are multiplied by.</param>
    /// <param name="entry">Where the list goes, with <see cref="Overrun"/> entries of room to spare.</param>
    /// <returns>The end of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SparseEntry* List(byte* source, int width, int column, float scale, SparseEntry* entry)
    {
        var ascending = Vector512.Create(Ascending);
        var bytes = Vector512.Load(source);
        if (width < MostBytes)
        {
            bytes &= Vector512.LessThan(ascending, Vector512.Create((byte)width));
        }

        var present = ~Vector512.Equals(bytes, Vector512<byte>.Zero);
        var bits = present.ExtractMostSignificantBits();
        if (Compresses)
        {
            return Compress(bytes, ascending, present, BitOperations.PopCount(bits), column, scale, entry);
        }

        for (; bits != 0; bits &= bits - 1)
        {
            // Field by field: built as a whole, an entry would go through the stack.
            var index = BitOperations.TrailingZeroCount(bits);
            entry->Index = column + index;
            entry->Value = source[index] * scale;
            entry++;
        }

        return entry;
    }

    /// <summary>Lists floats in order; zeros of either sign are left out, NaN is not.</summary>
    /// <param name="source">The floats.</param>
    /// <param name="width">How many, a multiple of 16.</param>
    /// <param name="column">The column of the first.</param>
    /// <param name="entry">Where the list goes, with <see cref="Overrun"/> entries of room to spare.</param>
    /// <returns>The end of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SparseEntry* List(float* source, int width, int column, SparseEntry* entry)
    {
        for (var end = column + width; column < end; column += Lanes, source += Lanes)
        {
            var values = Vector512.Load(source);
            var present = ~Vector512.Equals(values, Vector512<float>.Zero);
            var bits = (uint)present.ExtractMostSignificantBits();
            if (Vector512.IsHardwareAccelerated)
            {
                var places = Avx512F.Compress(Vector512<int>.Zero, present.AsInt32(), Vector512.Create(column) + Vector512<int>.Indices);
                Zip(places, Avx512F.Compress(Vector512<float>.Zero, present, values), entry);
                entry += BitOperations.PopCount(bits);
                continue;
            }

            if (Avx2.IsSupported && Bmi2.X64.IsSupported)
            {
                entry = Extract(values.GetLower(), (byte)bits, column, entry);
                entry = Extract(values.GetUpper(), bits >> HalfLanes, column + HalfLanes, entry);
                continue;
            }

            for (; bits != 0; bits &= bits - 1)
            {
                var index = BitOperations.TrailingZeroCount(bits);
                entry->Index = column + index;
                entry->Value = source[index];
                entry++;
            }
        }

        return entry;
    }

    // Bytes and their places, 64 lanes, close ranks; then 16 at a time become numbers and are zipped to entries.
    // One round does for most blocks, so that no branch depends on how many there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SparseEntry* Compress(Vector512<byte> bytes, Vector512<byte> ascending, Vector512<byte> present, int count, int column, float scale, SparseEntry* entry)
    {
        var values = Avx512Vbmi2.Compress(Vector512<byte>.Zero, present, bytes);
        var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, present, ascending);
        Store(values.GetLower().GetLower(), places.GetLower().GetLower(), column, scale, entry);
        if (count > Lanes)
        {
            Store(values.GetLower().GetUpper(), places.GetLower().GetUpper(), column, scale, entry + Lanes);
            if (count > 2 * Lanes)
            {
                Store(values.GetUpper().GetLower(), places.GetUpper().GetLower(), column, scale, entry + (2 * Lanes));
                Store(values.GetUpper().GetUpper(), places.GetUpper().GetUpper(), column, scale, entry + (3 * Lanes));
            }
        }

        return entry + count;
    }

    // Places close ranks in a general register, eight at a time, and say which lanes go where. No branch depends on how many there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SparseEntry* Extract(Vector256<float> values, uint bits, int column, SparseEntry* entry)
    {
        var places = Widen(Bmi2.X64.ParallelBitExtract(EachPlace, WholeBytes(bits)));
        Zip(places + Vector256.Create(column), Avx2.PermuteVar8x32(values, places), entry);
        return entry + BitOperations.PopCount(bits);
    }

    /// <summary>All bits of a byte for each of eight bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WholeBytes(uint bits) => Bmi2.X64.ParallelBitDeposit(bits, LowBits) * byte.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ulong bytes) => Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(bytes).AsByte());

    /// <summary>Eight entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Zip(Vector256<int> indices, Vector256<float> values, SparseEntry* entry)
    {
        // Unpacking works within halves: the low parts hold entries 0, 1, 4, 5, the high parts 2, 3, 6, 7.
        var low = Avx2.UnpackLow(indices, values.AsInt32());
        var high = Avx2.UnpackHigh(indices, values.AsInt32());
        Vector256.Store(Avx2.Permute2x128(low, high, 0x20), (int*)entry);
        Vector256.Store(Avx2.Permute2x128(low, high, 0x31), (int*)(entry + (HalfLanes / 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> bytes, Vector128<byte> places, int column, float scale, SparseEntry* entry)
    {
        var indices = Avx512F.ConvertToVector512Int32(places) + Vector512.Create(column);
        Zip(indices, Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(bytes)) * Vector512.Create(scale), entry);
    }

    /// <summary>Sixteen entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Zip(Vector512<int> indices, Vector512<float> values, SparseEntry* entry)
    {
        var low = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        var high = Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        Vector512.Store(Avx512F.PermuteVar16x32x2(indices, low, values.AsInt32()), (int*)entry);
        Vector512.Store(Avx512F.PermuteVar16x32x2(indices, high, values.AsInt32()), (int*)(entry + (Lanes / 2)));
    }
}
