using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Randomness;

/// <summary>
/// Philox 4×32-10: 128 bits of counter and 64 bits of key in, 128 random bits out, no state
/// (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; constants from its Random123 library).
/// </summary>
public static class Philox
{
    internal const int Rounds = 10;
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    // Inlined where it is called, which is optimised at once: tiered compilation notices too late for what is drawn at a start.
    /// <summary>One block: four random words for one counter and key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint R0, uint R1, uint R2, uint R3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
