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

    /// <summary>Fills the first <paramref name="rows"/> rows of every panel, and up to the end of the last group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TNoise>(StreamKey key, PanelView masks, int rows, TNoise noise)
        where TNoise : struct, IMaskNoise
    {
        // A last group may run past the rows in use, never into another panel: for only the last panel's rows are not whole groups,
        // and after it the storage has slack.
        fixed (uint* ascending = PhiloxVectors<TSimd, TF, TU>.Ascending)
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
    private static void FillGroup<TNoise>(StreamKey key, uint block, uint* ascending, float* destination, TNoise noise)
        where TNoise : struct, IMaskNoise
    {
        for (var lane = 0; lane < GroupBlocks; lane += TSimd.Lanes)
        {
            var (r0, r1, r2, r3) = PhiloxVectors<TSimd, TF, TU>.Blocks(key, TSimd.Add(TSimd.Broadcast(block), TSimd.Load(ascending + lane)));
            var (m0, m1, m2, m3) = noise.Multipliers<TSimd, TF, TU>(r0, r1, r2, r3);
            TSimd.Store(destination + lane, m0);
            TSimd.Store(destination + lane + 16, m1);
            TSimd.Store(destination + lane + 32, m2);
            TSimd.Store(destination + lane + 48, m3);
        }
    }
}
