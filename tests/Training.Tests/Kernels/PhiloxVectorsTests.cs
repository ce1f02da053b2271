using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

public sealed class PhiloxVectorsTests
{
    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(All))]
    public void FillWords_WritesScalarPhilox_WholeGroupsOnly(int bits)
    {
        var key = new StreamKey(0xFEDCBA9876543210, Purpose.Weights, 3, 0x1_0000_0005);
        const uint First = 0xFFFFFFF8;
        var words = Enumerable.Repeat(77u, (2 * 64) + 9).ToArray();
        var blocks = Widths.Kernels(bits).FillWords(key, First, words);
        Assert.Equal(32u, blocks);
        for (var block = 0u; block < blocks; block++)
        {
            // Counters go round after the last one, as a sequence's do.
            var (r0, r1, r2, r3) = Philox.Block(unchecked(First + block), 5, 1, ((uint)Purpose.Weights << 16) | 3, 0x76543210, 0xFEDCBA98);
            Assert.Equal([r0, r1, r2, r3], words.AsSpan(4 * (int)block, 4).ToArray());
        }

        Assert.All(words[(2 * 64)..], static word => Assert.Equal(77u, word));
    }
}
