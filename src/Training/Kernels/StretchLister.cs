using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Lists what is not zero of a long stretch of bytes with AVX2: first it is seen where anything is, then the eights that are
/// not empty go by in one loop. A loop for every 64 bytes would end each time after a number of rounds that no processor foresees.
/// </summary>
internal static unsafe class StretchLister
{
    /// <summary>Bytes that can be listed at once: 64 eights, a bit for each.</summary>
    public const int MostBytes = 64 * Eight;

    private const int Eight = 8;
    private const int Chunk = SparseLister.MostBytes;
    private const int HalfChunk = Chunk / 2;
    private const int Choices = 1 << Eight;

    // For each choice of eight lanes those chosen, in order of their columns, at the places where Unpack takes them from.
    private static readonly ulong[] Ranks = MakeRanks();

    /// <summary>Whether this is the way to list bytes.</summary>
    public static bool IsSupported => Avx2.IsSupported && !SparseLister.Compresses;

    // Unpacking works within halves: entries 0 to 3 are made of the low parts of both halves, 4 to 7 of the high parts.
    private static ReadOnlySpan<byte> PlaceOfRank => [0, 1, 4, 5, 2, 3, 6, 7];

    /// <summary>Lists them in order.</summary>
    /// <param name="source">The bytes; as many as <paramref name="width"/> rounded up to 64 may be read.</param>
    /// <param name="width">How many of them count.</param>
    /// <param name="column">The column of the first, where a block of columns begins.</param>
    /// <param name="scale">What values are multiplied by.</param>
    /// <param name="counts">Counts the columns, from this one on; null for none.</param>
    /// <param name="starts">Takes where each block's entries start.</param>
    /// <param name="start">Entries before these.</param>
    /// <param name="entry">Where the list goes, with <see cref="SparseLister.Overrun"/> entries of room to spare.</param>
    /// <returns>The end of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SparseEntry* List(byte* source, int width, int column, float scale, byte* counts, int* starts, int start, SparseEntry* entry)
    {
        var present = stackalloc ulong[MostBytes / Chunk];
        var eights = 0UL;
        for (var at = 0; at < width; at += Chunk)
        {
            if (at % SparseBatch.BlockColumns == 0)
            {
                *starts++ = start;
            }

            var low = Vector256.Load(source + at);
            var high = Vector256.Load(source + at + HalfChunk);
            var lowPresent = ~Vector256.Equals(low, Vector256<byte>.Zero);
            var highPresent = ~Vector256.Equals(high, Vector256<byte>.Zero);
            if (counts != null)
            {
                // Each lane of the comparison is -1 or 0.
                Vector256.Store(Vector256.Load(counts + at) - lowPresent, counts + at);
                Vector256.Store(Vector256.Load(counts + at + HalfChunk) - highPresent, counts + at + HalfChunk);
            }

            var bits = lowPresent.ExtractMostSignificantBits() | ((ulong)highPresent.ExtractMostSignificantBits() << HalfChunk);
            bits &= ulong.MaxValue >> Math.Max(0, at + Chunk - width);
            present[at / Chunk] = bits;
            start += BitOperations.PopCount(bits);

            // Eights that only hold what no longer counts are listed like others: as nothing.
            var any = ~Vector256.Equals(low.AsUInt64(), Vector256<ulong>.Zero).ExtractMostSignificantBits() & 0xF;
            var more = ~Vector256.Equals(high.AsUInt64(), Vector256<ulong>.Zero).ExtractMostSignificantBits() & 0xF;
            eights |= (ulong)(any | (more << (HalfChunk / Eight))) << (at / Eight);
        }

        var factor = Vector256.Create(scale);
        var ranks = (ulong*)Unsafe.AsPointer(ref Ranks[0]);
        for (; eights != 0; eights &= eights - 1)
        {
            var eight = BitOperations.TrailingZeroCount(eights);
            var chosen = ((byte*)present)[eight];
            var lanes = Avx2.ConvertToVector256Int32((byte*)(ranks + chosen));
            var values = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source + (eight * Eight))) * factor;
            Unpack(lanes + Vector256.Create(column + (eight * Eight)), Avx2.PermuteVar8x32(values, lanes), entry);
            entry += BitOperations.PopCount((uint)chosen);
        }

        return entry;
    }

    /// <summary>Eight entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(Vector256<int> indices, Vector256<float> values, SparseEntry* entry)
    {
        Vector256.Store(Avx2.UnpackLow(indices, values.AsInt32()), (int*)entry);
        Vector256.Store(Avx2.UnpackHigh(indices, values.AsInt32()), (int*)(entry + (Eight / 2)));
    }

    private static ulong[] MakeRanks()
    {
        var ranks = GC.AllocateArray<ulong>(Choices, pinned: true);
        for (var choice = 0; choice < Choices; choice++)
        {
            var rank = 0;
            for (var bits = choice; bits != 0; bits &= bits - 1, rank++)
            {
                ranks[choice] |= (ulong)BitOperations.TrailingZeroCount(bits) << (Eight * PlaceOfRank[rank]);
            }
        }

        return ranks;
    }
}
