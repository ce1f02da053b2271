using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>Lists what is not zero of floats. With AVX-512, with AVX2 and without either the entries are the same.</summary>
internal static unsafe class SparseLister
{
    private const int Lanes = 16;
    private const int HalfLanes = Lanes / 2;

    // A byte for each of eight places: its number, and its lowest bit.
    private const ulong EachPlace = 0x0706050403020100;
    private const ulong LowBits = 0x0101010101010101;

    /// <summary>Entries that may be overwritten after the last one listed: vectors are stored whole.</summary>
    public const int Overrun = Lanes;

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
    public static void Zip(Vector256<int> indices, Vector256<float> values, SparseEntry* entry)
    {
        // Unpacking works within halves: the low parts hold entries 0, 1, 4, 5, the high parts 2, 3, 6, 7.
        var low = Avx2.UnpackLow(indices, values.AsInt32());
        var high = Avx2.UnpackHigh(indices, values.AsInt32());
        Vector256.Store(Avx2.Permute2x128(low, high, 0x20), (int*)entry);
        Vector256.Store(Avx2.Permute2x128(low, high, 0x31), (int*)(entry + (HalfLanes / 2)));
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
