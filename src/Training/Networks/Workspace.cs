using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Networks;

/// <summary>The buffers of a batch for one network, made once and used for every batch.</summary>
internal sealed class Workspace
{
    // A layer of fewer units has too few sums at a time for lists to pay.
    private const int LeastUnits = 2 * PanelView.PanelColumns;

    private readonly PanelMatrix? _dense;

    /// <param name="network">The network.</param>
    /// <param name="rows">Most rows of a batch.</param>
    /// <param name="masks">Whether dropout is to be applied (training, Monte-Carlo prediction).</param>
    /// <param name="deltas">Whether gradients are to flow.</param>
    /// <param name="live">When inputs are mostly zero, those that are ever anything else; null for dense inputs.</param>
    /// <param name="lists">Whether hidden layers' outputs, and their gradients if they flow, are to be listed where that may pay.</param>
    public Workspace(DenseNetwork network, int rows, bool masks, bool deltas, int[]? live, bool lists = false)
    {
        Rows = rows;
        Sparse = live is null ? null : new SparseBatch(rows, network.Inputs, deltas ? live : null, network.Stock);
        _dense = live is not null ? null : new PanelMatrix(rows, network.Inputs, network.Stock);
        InputMasks = masks && network.Options.InputDropout > 0 ? new PanelMatrix(rows, network.Inputs, network.Stock) : null;
        Layers = new LayerBuffers[network.Layers.Count];
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = network.Layers[i];
            var drops = layer.Dropout > 0;
            var activated = new PanelMatrix(rows, layer.Units, network.Stock);
            var output = drops && (masks || network.InferenceScale(layer.Dropout) != 1) ? new PanelMatrix(rows, layer.Units, network.Stock) : activated;
            Layers[i] = new LayerBuffers(
                activated,
                output,
                drops && masks ? new PanelMatrix(rows, layer.Units, network.Stock) : null,
                deltas || i == Layers.Length - 1 ? new PanelMatrix(rows, layer.Units, network.Stock) : null);
        }

        HiddenLists = new SparseBatch?[Layers.Length];
        DeltaLists = new SparseBatch?[Layers.Length];
        Listed = new bool[Layers.Length];
        for (var i = 1; lists && i < Layers.Length; i++)
        {
            var (below, layer) = (network.Layers[i - 1], network.Layers[i]);
            if (!deltas)
            {
                HiddenLists[i] = MayList(below.Activation, layer.Units) ? new SparseBatch(rows, layer.Inputs, live: null, network.Stock) : null;
                continue;
            }

            var kind = network.Options.DropoutKind;
            if (MayListInTraining(kind, below.Dropout, below.Activation, layer.Units))
            {
                // By column, too, for the weight gradient; any of them may be live.
                HiddenLists[i] = new SparseBatch(rows, layer.Inputs, [.. Enumerable.Range(0, layer.Inputs)], network.Stock);
            }

            if (MayListInTraining(kind, layer.Dropout, layer.Activation, layer.Inputs))
            {
                DeltaLists[i] = new SparseBatch(rows, layer.Units, live: null, network.Stock);
            }
        }
    }

    /// <summary>Whether a layer's inputs are listed when lists are wanted: they are a layer's outputs that may be zero, and it has units enough.</summary>
    /// <param name="below">What makes the inputs; null for the data.</param>
    /// <param name="units">The layer's units.</param>
    public static bool MayList(Activation? below, int units) => below == Activation.Relu && units >= LeastUnits;

    /// <summary>The same in training, for outputs or their gradients: unless dropout puts zeros among them too few are zero.</summary>
    /// <param name="kind">What dropout multiplies by.</param>
    /// <param name="dropout">Their dropout rate.</param>
    /// <param name="activation">What makes them.</param>
    /// <param name="units">Columns of the product.</param>
    public static bool MayListInTraining(DropoutKind kind, double dropout, Activation activation, int units) =>
        kind == DropoutKind.Bernoulli && dropout > 0 && MayList(activation, units);

    public int Rows { get; }

    /// <summary>The batch, when inputs are dense.</summary>
    public PanelView Input => _dense?.View ?? default;

    /// <summary>The batch, when inputs are mostly zero; else null.</summary>
    public SparseBatch? Sparse { get; }

    public PanelMatrix? InputMasks { get; }

    public LayerBuffers[] Layers { get; }

    /// <summary>Room to list a layer's inputs, where most of them may be zero; null elsewhere.</summary>
    public SparseBatch?[] HiddenLists { get; }

    /// <summary>Whether the forward pass with dropout took a layer's inputs from their lists.</summary>
    public bool[] Listed { get; }

    /// <summary>Room to list a layer's deltas, where most of them may be zero; null elsewhere.</summary>
    public SparseBatch?[] DeltaLists { get; }

    /// <summary>The network's outputs before softmax or sigmoid.</summary>
    public PanelView Logits => Layers[^1].Output.View;

    /// <summary>The gradient of the outputs.</summary>
    public PanelView OutputDeltas => Layers[^1].Deltas!.View;

    /// <summary>What a layer reads.</summary>
    public LayerInput InputOf(int layer) => layer == 0 ? new LayerInput(Input, Sparse) : new LayerInput(Layers[layer - 1].Output.View, Sparse: null);

    /// <summary>Gets a sparse input ready for the first layer's weight gradient.</summary>
    public void SortInput() => Sparse?.SortByColumn();
}
