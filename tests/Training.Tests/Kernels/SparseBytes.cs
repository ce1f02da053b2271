using System.Runtime.InteropServices;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Samples of bytes, most of them zero, as a sparse batch and as the dense matrix that it stands for.</summary>
internal sealed class SparseBytes
{
    public const float Scale = 1f / 255;

    public SparseBytes(int samples, int features, int[] order, int seed, int deadEvery = 5)
    {
        Pixels = new byte[samples * features];
        var random = new RandomSequence((ulong)seed, Purpose.RandomLabels, layer: 79);
        for (var i = 0; i < Pixels.Length; i++)
        {
            var word = random.NextUInt32();
            var dead = i % features % deadEvery == 2;
            Pixels[i] = dead || word % 4 != 0 ? (byte)0 : (byte)(word >> 24);
        }

        Live = [.. Enumerable.Range(0, features).Where(column => Enumerable.Range(0, samples).Any(row => Pixels[(row * features) + column] != 0))];
        Dense = Twin.Fill(order.Length, features, (row, column) => Pixels[(order[row] * features) + column] * Scale);
        Batch = new SparseBatch(order.Length, features, Live);
        Batch.Gather(PixelLists.Create(Pixels, features), order, Scale);
        Batch.SortByColumn();
    }

    public byte[] Pixels { get; }

    /// <summary>Columns that are not zero in every sample.</summary>
    public int[] Live { get; }

    /// <summary>[order × features].</summary>
    public float[,] Dense { get; }

    public SparseBatch Batch { get; }

    /// <summary>The batch's entries by row, as (row, column, value).</summary>
    public List<(int Row, int Column, float Value)> ByRow() => ByRow(Batch);

    /// <summary>A batch's entries by row, as (row, column, value).</summary>
    public static unsafe List<(int Row, int Column, float Value)> ByRow(SparseBatch batch)
    {
        var result = new List<(int, int, float)>();
        for (var row = 0; row < batch.Rows; row++)
        {
            for (var i = batch.RowStarts[row * batch.Blocks]; i < batch.RowStarts[(row + 1) * batch.Blocks]; i++)
            {
                result.Add((row, batch.ByRow[i].Index, batch.ByRow[i].Value));
            }
        }

        return result;
    }

    /// <summary>The batch's entries by column, as (row, column, value).</summary>
    public unsafe List<(int Row, int Column, float Value)> ByColumn()
    {
        var result = new List<(int, int, float)>();
        for (var column = 0; column < Batch.Columns; column++)
        {
            for (var i = column * Batch.ColumnStride; i < Batch.ColumnEnds[column]; i++)
            {
                result.Add((Batch.ByColumn[i].Index, column, Batch.ByColumn[i].Value));
            }
        }

        return result;
    }

    /// <summary>What is not zero in the dense matrix, row by row.</summary>
    public List<(int Row, int Column, float Value)> Expected() =>
        [.. from row in Enumerable.Range(0, Dense.GetLength(0))
            from column in Enumerable.Range(0, Dense.GetLength(1))
            where Dense[row, column] != 0
            select (row, column, Dense[row, column])];

    public static Span<float> Flat(float[,] values) => MemoryMarshal.CreateSpan(ref values[0, 0], values.Length);
}
