using System.Runtime.CompilerServices;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Kernels;

/// <summary>Philox 4×32-10 (see <see cref="Philox"/>) for as many blocks at once as a vector has lanes: the same words.</summary>
internal static unsafe class PhiloxVectors<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const int WordsOfBlock = 4;
    private const int BlocksAtOnce = 16;
    private const int WordsAtOnce = WordsOfBlock * BlocksAtOnce;

    /// <summary>The numbers of the lanes of sixteen blocks.</summary>
    public static ReadOnlySpan<uint> Ascending => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Consecutive blocks, one a lane: word w of each in element w.</summary>
    /// <param name="key">Key and the fixed part of the counter.</param>
    /// <param name="blocks">The counter's first word of each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TU R0, TU R1, TU R2, TU R3) Blocks(StreamKey key, TU blocks)
    {
        var c0 = blocks;
        var c1 = TSimd.Broadcast((uint)key.Step);
        var c2 = TSimd.Broadcast((uint)(key.Step >> 32));
        var c3 = TSimd.Broadcast(key.Tag);
        var k0 = (uint)key.Seed;
        var k1 = (uint)(key.Seed >> 32);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var multiplier0 = TSimd.Broadcast(Philox.Multiplier0);
            var multiplier1 = TSimd.Broadcast(Philox.Multiplier1);
            var high0 = TSimd.MultiplyHigh(c0, multiplier0);
            var low0 = TSimd.MultiplyLow(c0, multiplier0);
            var high1 = TSimd.MultiplyHigh(c2, multiplier1);
            var low1 = TSimd.MultiplyLow(c2, multiplier1);
            c0 = TSimd.Xor(TSimd.Xor(high1, c1), TSimd.Broadcast(k0));
            c1 = low1;
            c2 = TSimd.Xor(TSimd.Xor(high0, c3), TSimd.Broadcast(k1));
            c3 = low0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Fills whole groups of 64 words with consecutive blocks, block after block.</summary>
    /// <param name="key">Key and the fixed part of the counter.</param>
    /// <param name="block">The first block.</param>
    /// <param name="words">Where they go; what is left after the last whole group stays as it is.</param>
    /// <returns>How many blocks were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Fill(StreamKey key, uint block, Span<uint> words)
    {
        var first = block;
        var byWord = stackalloc uint[WordsAtOnce];
        fixed (uint* ascending = Ascending)
        {
            for (; words.Length >= WordsAtOnce; words = words[WordsAtOnce..])
            {
                for (var lane = 0; lane < BlocksAtOnce; lane += TSimd.Lanes)
                {
                    var (r0, r1, r2, r3) = Blocks(key, TSimd.Add(TSimd.Broadcast(block), TSimd.Load(ascending + lane)));
                    TSimd.Store((float*)(byWord + lane), TSimd.AsFloat(r0));
                    TSimd.Store((float*)(byWord + BlocksAtOnce + lane), TSimd.AsFloat(r1));
                    TSimd.Store((float*)(byWord + (2 * BlocksAtOnce) + lane), TSimd.AsFloat(r2));
                    TSimd.Store((float*)(byWord + (3 * BlocksAtOnce) + lane), TSimd.AsFloat(r3));
                }

                fixed (uint* word = words)
                {
                    for (var i = 0; i < BlocksAtOnce; i++)
                    {
                        word[WordsOfBlock * i] = byWord[i];
                        word[(WordsOfBlock * i) + 1] = byWord[BlocksAtOnce + i];
                        word[(WordsOfBlock * i) + 2] = byWord[(2 * BlocksAtOnce) + i];
                        word[(WordsOfBlock * i) + 3] = byWord[(3 * BlocksAtOnce) + i];
                    }
                }

                block += BlocksAtOnce;
            }
        }

        return block - first;
    }
}
