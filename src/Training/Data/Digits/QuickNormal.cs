using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>Nearly normal numbers from one random word each: the sum of its four bytes, standardised, so within ±3.46.</summary>
internal static class QuickNormal
{
    private const double Mean = 4 * 127.5;

    // √(4 (256² − 1) / 12), the standard deviation of the sum of four independent uniform bytes.
    private const double Deviation = 147.80166891254412;

    /// <summary>The next number.</summary>
    public static double Next(ref RandomSequence random)
    {
        var word = random.NextUInt32();
        return ((word & 0xFF) + ((word >> 8) & 0xFF) + ((word >> 16) & 0xFF) + (word >> 24) - Mean) * (1 / Deviation);
    }
}
