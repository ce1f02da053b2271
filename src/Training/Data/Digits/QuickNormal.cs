using System.Runtime.CompilerServices;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>Nearly normal numbers from one random word each: the sum of its four bytes, standardised, so within ±3.46.</summary>
internal static class QuickNormal
{
    private const double Mean = 4 * 127.5;

    // √(4 (256² − 1) / 12), the standard deviation of the sum of four independent uniform bytes.
    private const double Deviation = 147.80166891254412;

    /// <summary>The next number.</summary>
    public static double Next(ref RandomSequence random) => Of(random.NextUInt32());

    /// <summary>The number that a random word makes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(uint word)
    {
        // Two bytes in each half, then the halves: no sum outgrows its place.
        var pairs = (word & 0x00FF00FF) + ((word >> 8) & 0x00FF00FF);
        return ((int)((pairs & 0xFFFF) + (pairs >> 16)) - Mean) * (1 / Deviation);
    }
}
