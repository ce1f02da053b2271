using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>Lists the pixels of samples that are not zero; an entry is a pixel's column above its eight bits.</summary>
internal static unsafe class PixelLister
{
    /// <summary>Bits of an entry that are its pixel's.</summary>
    public const int ValueBits = 8;

    private const int Chunk = 64;

    /// <summary>Counts each sample's pixels that are not zero.</summary>
    /// <param name="pixels">[samples × features].</param>
    /// <param name="features">Pixels of a sample.</param>
    /// <param name="counts">Takes the counts, [samples].</param>
    public static void Count(ReadOnlySpan<byte> pixels, int features, Span<int> counts)
    {
        for (var sample = 0; sample < counts.Length; sample++)
        {
            counts[sample] = features - pixels.Slice(sample * features, features).Count((byte)0);
        }
    }

    /// <summary>Lists samples one after the other.</summary>
    /// <param name="pixels">[samples × features].</param>
    /// <param name="features">Pixels of a sample.</param>
    /// <param name="entry">Takes the entries.</param>
    /// <param name="inBlock">Takes how many entries each block of <see cref="SparseBatch.BlockColumns"/> columns has, [samples × blocks].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void List(ReadOnlySpan<byte> pixels, int features, uint* entry, byte* inBlock)
    {
        fixed (byte* first = pixels)
        {
            for (byte* sample = first, last = first + pixels.Length; sample < last; sample += features)
            {
                for (var column = 0; column < features; column += SparseBatch.BlockColumns)
                {
                    var end = List(sample, column, Math.Min(features, column + SparseBatch.BlockColumns), entry);
                    *inBlock++ = (byte)(end - entry);
                    entry = end;
                }
            }
        }
    }

    /// <summary>Lists the columns of a sample from one on up to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint* List(byte* sample, int column, int end, uint* entry)
    {
        for (; column + Chunk <= end; column += Chunk)
        {
            var bits = (~Vector512.Equals(Vector512.Load(sample + column), Vector512<byte>.Zero)).ExtractMostSignificantBits();
            for (; bits != 0; bits &= bits - 1)
            {
                var place = column + BitOperations.TrailingZeroCount(bits);
                *entry++ = ((uint)place << ValueBits) | sample[place];
            }
        }

        for (; column < end; column++)
        {
            if (sample[column] != 0)
            {
                *entry++ = ((uint)column << ValueBits) | sample[column];
            }
        }

        return entry;
    }
}
