using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Networks;

/// <summary>The buffers of a batch for one network, made once and used for every batch.</summary>
internal sealed class Workspace
{
    /// <param name="network">The network.</param>
    /// <param name="rows">Most rows of a batch.</param>
    /// <param name="masks">Whether dropout is to be applied (training, Monte-Carlo prediction).</param>
    /// <param name="deltas">Whether gradients are to flow.</param>
    public Workspace(DenseNetwork network, int rows, bool masks, bool deltas)
    {
        Rows = rows;
        Input = new PanelMatrix(rows, network.Inputs);
        InputMasks = masks && network.Options.InputDropout > 0 ? new PanelMatrix(rows, network.Inputs) : null;
        Layers = new LayerBuffers[network.Layers.Count];
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = network.Layers[i];
            var drops = layer.Dropout > 0;
            var activated = new PanelMatrix(rows, layer.Units);
            var output = drops && (masks || network.InferenceScale(layer.Dropout) != 1) ? new PanelMatrix(rows, layer.Units) : activated;
            Layers[i] = new LayerBuffers(
                activated,
                output,
                drops && masks ? new PanelMatrix(rows, layer.Units) : null,
                deltas || i == Layers.Length - 1 ? new PanelMatrix(rows, layer.Units) : null);
        }
    }

    public int Rows { get; }

    public PanelMatrix Input { get; }

    public PanelMatrix? InputMasks { get; }

    public LayerBuffers[] Layers { get; }

    /// <summary>The network's outputs before softmax or sigmoid.</summary>
    public PanelView Logits => Layers[^1].Output.View;

    /// <summary>The gradient of the outputs.</summary>
    public PanelView OutputDeltas => Layers[^1].Deltas!.View;
}
