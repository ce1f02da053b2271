using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Randomness;

/// <summary>
/// What random numbers are drawn for. Two streams with equal keys give equal numbers. The seed is the key of each Philox block;
/// its counter is (block, step low, step high, <see cref="Tag"/>).
/// </summary>
/// <param name="Seed">The trial's seed.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Layer">0 to 65,535; of dropout masks 0 for the inputs, then the hidden layers from 1.</param>
/// <param name="Step">The step, epoch or item; of dropout masks the optimizer step from 0, or the prediction's pass and batch.</param>
internal readonly record struct StreamKey(ulong Seed, Purpose Purpose, int Layer, long Step)
{
    /// <summary>The counter's last word: purpose and layer.</summary>
    public uint Tag => ((uint)Purpose << 16) | (uint)Layer;

    /// <summary>One block's four words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (uint R0, uint R1, uint R2, uint R3) Block(uint block) =>
        Philox.Block(block, (uint)Step, (uint)(Step >> 32), Tag, (uint)Seed, (uint)(Seed >> 32));
}
