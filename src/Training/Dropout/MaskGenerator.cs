using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Dropout;

/// <summary>
/// Fills dropout masks by vectorised Philox. A panel's elements are taken in storage order in groups of 64;
/// group g is made by the 16 blocks 16g … 16g + 15: element 16w + l of the group is word w of block 16g + l.
/// A block's counter is (panel · 2^20 + block, step low, step high, purpose and layer); its key is the seed.
/// </summary>
internal static unsafe class MaskGenerator<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const int GroupElements = 64;
    private const int GroupBlocks = 16;

    private static ReadOnlySpan<uint> Ascending => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Fills the first <paramref name="rows"/> rows of every panel, and up to the end of the last group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TNoise>(MaskKey key, PanelView masks, int rows, TNoise noise)
        where TNoise : struct, IMaskNoise
    {
        // A last group may run past the rows in use, never into another panel: for only the last panel's rows are not whole groups,
        // and after it the storage has slack.
        fixed (uint* ascending = Ascending)
        {
            for (var panel = 0; panel < masks.Panels; panel++)
            {
                var data = masks.Panel(panel);
                var groups = ((rows * masks.Width(panel)) + GroupElements - 1) / GroupElements;
                for (var group = 0; group < groups; group++)
                {
                    var block = ((uint)panel << 20) + (uint)(group * GroupBlocks);
                    FillGroup(key, block, ascending, data + ((nint)group * GroupElements), noise);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillGroup<TNoise>(MaskKey key, uint block, uint* ascending, float* destination, TNoise noise)
        where TNoise : struct, IMaskNoise
    {
        for (var lane = 0; lane < GroupBlocks; lane += TSimd.Lanes)
        {
            var c0 = TSimd.Add(TSimd.Broadcast(block), TSimd.Load(ascending + lane));
            var c1 = TSimd.Broadcast((uint)key.Step);
            var c2 = TSimd.Broadcast((uint)(key.Step >> 32));
            var c3 = TSimd.Broadcast(RandomSequence.Tag(key.Purpose, key.Layer));
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

            var (m0, m1, m2, m3) = noise.Multipliers<TSimd, TF, TU>(c0, c1, c2, c3);
            TSimd.Store(destination + lane, m0);
            TSimd.Store(destination + lane + 16, m1);
            TSimd.Store(destination + lane + 32, m2);
            TSimd.Store(destination + lane + 48, m3);
        }
    }
}
