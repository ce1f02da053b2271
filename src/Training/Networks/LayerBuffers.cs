using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Networks;

/// <summary>What one layer leaves behind for a batch, [rows × units] each.</summary>
/// <param name="Activated">Activations before dropout.</param>
/// <param name="Output">Activations after dropout: the next layer's input; the same matrix when nothing is multiplied.</param>
/// <param name="Masks">Dropout's multipliers; null when the layer has none.</param>
/// <param name="Deltas">Gradient of the layer's sums; null in a workspace that only predicts (but for the output layer).</param>
internal sealed record LayerBuffers(PanelMatrix Activated, PanelMatrix Output, PanelMatrix? Masks, PanelMatrix? Deltas)
{
    public PanelView MaskView => Masks?.View ?? default;
}
