using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Outputs;

namespace DropoutSweep.Training.Evaluation;

/// <summary>Some of a sample set's samples with the scores that a network gave them, so that nobody has to score them again.</summary>
/// <param name="rows">The samples by row, ascending.</param>
/// <param name="stock">Where memory may come from; null for new memory.</param>
internal sealed class KnownScores(int[] rows, ArrayStock? stock = null)
{
    /// <summary>The samples by row, ascending.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>Their scores.</summary>
    public SampleScore[] Scores { get; } = ArrayStock.TakeCleared<SampleScore>(stock, rows.Length);

    /// <summary>What is left of ascending rows without these, all of which are among them.</summary>
    public int[] Unknown(ReadOnlySpan<int> all)
    {
        var unknown = ArrayStock.Take<int>(stock, all.Length - rows.Length);
        var (known, left) = (0, 0);
        foreach (var row in all)
        {
            if (known < rows.Length && rows[known] == row)
            {
                known++;
                continue;
            }

            unknown[left++] = row;
        }

        return unknown;
    }

    /// <summary>Adds the scores of samples that come before a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="added">How many of these samples have been added.</param>
    /// <param name="tally">What they are added to.</param>
    /// <returns>How many of them have been added now.</returns>
    public int AddBefore(int row, int added, ref Tally tally)
    {
        for (; added < rows.Length && rows[added] < row; added++)
        {
            tally.Add(Scores[added]);
        }

        return added;
    }
}
