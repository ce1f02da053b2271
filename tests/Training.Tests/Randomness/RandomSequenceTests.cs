using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Randomness;

public sealed class RandomSequenceTests
{
    private const int Draws = 200_000;

    [Fact]
    public void NextUInt32_ReadsBlocksInOrder()
    {
        var random = new RandomSequence(0x299f31d0_a4093822, Purpose.Dropout, layer: 3, step: 0x5_00000007);
        for (uint block = 0; block < 3; block++)
        {
            var (r0, r1, r2, r3) = Philox.Block(block, 7, 5, ((uint)Purpose.Dropout << 16) | 3, 0xa4093822, 0x299f31d0);
            Assert.Equal([r0, r1, r2, r3], [random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32()]);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 9)]
    [InlineData(1, 3)]
    [InlineData(2, 784)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 64)]
    [InlineData(3, 67)]
    [InlineData(2, 1_000)]
    public void Fill_GivesWhatSoManyCallsGive_AndGoesOnAfterThem(int before, int length)
    {
        var (one, many) = (new RandomSequence(11, Purpose.Digits, 1, 5), new RandomSequence(11, Purpose.Digits, 1, 5));
        for (var i = 0; i < before; i++)
        {
            Assert.Equal(one.NextUInt32(), many.NextUInt32());
        }

        var words = new uint[length];
        many.Fill(words);
        Assert.All(words, word => Assert.Equal(one.NextUInt32(), word));
        Assert.Equal(one.NextUInt32(), many.NextUInt32());
    }

    [Fact]
    public void NextUInt32_OtherKeys_OtherNumbers()
    {
        uint[] firsts =
        [
            new RandomSequence(1, Purpose.Weights).NextUInt32(),
            new RandomSequence(2, Purpose.Weights).NextUInt32(),
            new RandomSequence(1UL << 32, Purpose.Weights).NextUInt32(),
            new RandomSequence(1, Purpose.Shuffle).NextUInt32(),
            new RandomSequence(1, Purpose.Weights, layer: 1).NextUInt32(),
            new RandomSequence(1, Purpose.Weights, step: 1).NextUInt32(),
            new RandomSequence(1, Purpose.Weights, step: 1L << 32).NextUInt32(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Constructor_LayerOutOfRange_Throws(int layer) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSequence(0, Purpose.Weights, layer));

    // Bounds below are five standard errors of what is estimated; the draws are fixed, so a failure is a defect.
    [Fact]
    public void NextDouble_IsUniform()
    {
        var random = new RandomSequence(11, Purpose.Weights);
        var cells = new int[100];
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
        {
            var value = random.NextDouble();
            Assert.InRange(value, 0, 1 - (1.0 / (1L << 53)));
            sum += value;
            cells[(int)(value * cells.Length)]++;
        }

        Assert.InRange(sum / Draws, 0.5 - Error(1.0 / 12), 0.5 + Error(1.0 / 12));
        Assert.InRange(ChiSquared(cells), 99 - (5 * Math.Sqrt(2 * 99)), 99 + (5 * Math.Sqrt(2 * 99)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(784)]
    public void NextInt32_IsUniform(int bound)
    {
        var random = new RandomSequence(12, Purpose.Shuffle);
        var cells = new int[bound];
        for (var i = 0; i < Draws; i++)
        {
            cells[random.NextInt32(bound)]++;
        }

        var spread = 5 * Math.Sqrt(2.0 * bound);
        Assert.InRange(ChiSquared(cells), Math.Max(0, bound - 1 - spread), bound - 1 + spread);
    }

    [Fact]
    public void NextInt32_BoundBelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSequence(0, Purpose.Shuffle).NextInt32(0));

    [Fact]
    public void NextNormal_IsStandardNormal()
    {
        var random = new RandomSequence(13, Purpose.Dropout);
        double sum = 0;
        double squares = 0;
        double cubes = 0;
        double fourths = 0;
        var beyondTwo = 0;
        for (var i = 0; i < Draws; i++)
        {
            var value = random.NextNormal();
            sum += value;
            squares += value * value;
            cubes += value * value * value;
            fourths += value * value * value * value;
            beyondTwo += Math.Abs(value) > 2 ? 1 : 0;
        }

        Assert.InRange(sum / Draws, -Error(1), Error(1));
        Assert.InRange(squares / Draws, 1 - Error(2), 1 + Error(2));
        Assert.InRange(cubes / Draws, -Error(15), Error(15));
        Assert.InRange(fourths / Draws, 3 - Error(96), 3 + Error(96));
        Assert.InRange(beyondTwo / (double)Draws, 0.0455 - Error(0.0455 * 0.9545), 0.0455 + Error(0.0455 * 0.9545));
    }

    [Fact]
    public void PermutationFill_HoldsEachOnce_AndEveryPlaceIsAsLikely()
    {
        const int Length = 8;
        const int Rounds = 20_000;
        var places = new int[Length * Length];
        var order = new int[Length];
        for (var round = 0; round < Rounds; round++)
        {
            Permutation.Fill(order, new RandomSequence(14, Purpose.Split, 0, round));
            Assert.Equal(Enumerable.Range(0, Length), order.Order());
            for (var place = 0; place < Length; place++)
            {
                places[(place * Length) + order[place]]++;
            }
        }

        var spread = 5 * Math.Sqrt(Rounds * (1.0 / Length) * (1 - (1.0 / Length)));
        Assert.All(places, count => Assert.InRange(count, (Rounds / Length) - spread, (Rounds / Length) + spread));
    }

    private static double Error(double variance) => 5 * Math.Sqrt(variance / Draws);

    private static double ChiSquared(int[] cells)
    {
        var expected = Draws / (double)cells.Length;
        return cells.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
