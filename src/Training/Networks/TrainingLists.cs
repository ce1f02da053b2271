using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Networks;

/// <summary>
/// Where training multiplies by lists of what is not zero of a hidden layer: its outputs after ReLU and dropout, and the gradients
/// behind them. What a list leaves out is multiplied by a finite number only, so that it would have added zero.
/// </summary>
internal static class TrainingLists
{
    // In percent not zero: where lists begin to pay. Lists by column must be sorted, too.
    private const int Most = 40;
    private const int MostByColumn = 28;

    /// <summary>What a layer reads in a forward pass with dropout.</summary>
    public static LayerInput ForForward(Workspace workspace, int layer, int rows, PanelView weights, IKernels kernels)
    {
        var input = workspace.InputOf(layer);
        var lists = workspace.HiddenLists[layer];
        workspace.Listed[layer] = lists is not null && Pays(lists, input.Dense, rows) && kernels.AreFinite(weights);
        return workspace.Listed[layer] ? input with { Sparse = lists } : input;
    }

    /// <summary>A layer's deltas on their way to the layer below; null for dense ones.</summary>
    public static SparseBatch? ForBackward(Workspace workspace, int layer, int rows, PanelView transposedWeights, IKernels kernels)
    {
        var lists = workspace.DeltaLists[layer];
        return lists is not null && Pays(lists, workspace.Layers[layer].Deltas!.View, rows) && kernels.AreFinite(transposedWeights) ? lists : null;
    }

    /// <summary>What a layer read, for the gradient of its weights.</summary>
    public static LayerInput ForWeightGradient(Workspace workspace, int layer, int rows, IKernels kernels)
    {
        var input = workspace.InputOf(layer);
        if (!workspace.Listed[layer] || workspace.HiddenLists[layer] is not { } lists
            || !IsAtMost(MostByColumn, lists, rows) || !kernels.AreFinite(workspace.Layers[layer].Deltas!.View))
        {
            return input;
        }

        lists.SortByColumn();
        return input with { Sparse = lists };
    }

    private static bool Pays(SparseBatch lists, PanelView matrix, int rows)
    {
        lists.Gather(matrix, rows);
        return IsAtMost(Most, lists, rows);
    }

    private static bool IsAtMost(int percent, SparseBatch lists, int rows) => 100L * lists.Count <= (long)percent * rows * lists.Columns;
}
