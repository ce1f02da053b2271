namespace DropoutSweep.Training.Kernels;

/// <summary>What becomes of a tile of sums while it is still in registers.</summary>
/// <typeparam name="TF">Vector of floats.</typeparam>
internal interface ITileEpilogue<TF>
    where TF : struct
{
    /// <summary>The tiles that follow lie in this panel of the result.</summary>
    void BeginPanel(int panel);

    /// <summary>Takes the sums of one row, at a column of the panel and as many after it as there are lanes.</summary>
    void Take(int row, int column, TF sums);
}
