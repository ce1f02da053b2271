namespace DropoutSweep.Training.Kernels;

/// <summary>What becomes of a tile of sums while it is still in the first-level cache.</summary>
internal unsafe interface ITileEpilogue
{
    /// <summary>The tiles that follow lie in this panel of the result.</summary>
    void BeginPanel(int panel);

    /// <summary>A tile is about to be summed up: what taking it, or one soon after it, will read may be fetched meanwhile.</summary>
    /// <param name="row">Its first row in the result.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="column">Its first column in the panel.</param>
    /// <param name="columns">Its columns.</param>
    void Expect(int row, int rows, int column, int columns);

    /// <summary>Takes a tile.</summary>
    /// <param name="row">Its first row in the result.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="column">Its first column in the panel.</param>
    /// <param name="columns">Its columns, a multiple of the lanes.</param>
    /// <param name="sums">The sums, [rows × columns].</param>
    void Take(int row, int rows, int column, int columns, float* sums);
}
