using DropoutSweep.Training.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The greatest of a row and its place, against a plain search.</summary>
public sealed class RowMaximumTests
{
    public static TheoryData<int> Columns => [1, 2, 7, 8, 9, 10, 15, 16, 17, 63, 64, 65, 70, 130];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Of_EveryPlaceOfTheGreatest_IsFound(int columns)
    {
        using var pool = new MatrixPool();
        for (var place = 0; place < columns; place++)
        {
            // All below zero, as the padding is not; the greatest twice where there is room for it.
            var values = Twin.Fill(3, columns, (_, column) => column == place || column == columns - 1 ? -1f : -2 - (column % 5));
            var matrix = pool.From(values);

            Assert.Equal(-1, RowMaximum.Of(matrix.View, 1));
            Assert.Equal(place, RowMaximum.ArgMax(matrix.View, 1));
        }
    }

    [Theory]
    [InlineData(new[] { 0f, -0f }, 0f, 0)]
    [InlineData(new[] { -1f, -0f, 0f }, 0f, 1)]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, float.NegativeInfinity, 0)]
    [InlineData(new[] { 1f, float.PositiveInfinity, 2f }, float.PositiveInfinity, 1)]
    [InlineData(new[] { 1f, float.NaN, 3f, 2f }, float.NaN, 2)]
    [InlineData(new[] { float.NaN, float.NaN }, float.NaN, 0)]
    public void Of_ValuesOfNote_AreAsInAPlainSearch(float[] row, float greatest, int place)
    {
        using var pool = new MatrixPool();
        var matrix = pool.From(Twin.Fill(1, row.Length, (_, column) => row[column]));

        Assert.Equal(greatest, RowMaximum.Of(matrix.View, 0));
        Assert.Equal(place, RowMaximum.ArgMax(matrix.View, 0));
    }
}
