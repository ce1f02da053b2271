using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Inspection;

/// <summary>Reads what a forward pass left in its workspace, row by row, out of the kernels' panels.</summary>
internal sealed class ForwardView(Workspace workspace)
{
    /// <summary>What the first layer read; after its mask, or its factor at inference.</summary>
    public void Input(int row, Span<float> values) => Copy(workspace.Input, row, values);

    /// <summary>A layer's activations before dropout; the output layer's are the logits.</summary>
    public void Activated(int layer, int row, Span<float> values) => Copy(workspace.Layers[layer].Activated.View, row, values);

    /// <summary>What the next layer read: activations after their mask, or their factor at inference.</summary>
    public void Output(int layer, int row, Span<float> values) => Copy(workspace.Layers[layer].Output.View, row, values);

    /// <summary>The multipliers of the input (layer 0) or of a hidden layer (from 1); false when nothing is multiplied.</summary>
    public bool Mask(int maskLayer, int row, Span<float> values)
    {
        var masks = maskLayer == 0 ? workspace.InputMasks : workspace.Layers[maskLayer - 1].Masks;
        if (masks is null)
        {
            return false;
        }

        Copy(masks.View, row, values);
        return true;
    }

    private void Copy(PanelView source, int row, Span<float> values)
    {
        for (var panel = 0; panel < source.Panels; panel++)
        {
            source.Row(panel, row).CopyTo(values[(panel * PanelView.PanelColumns)..]);
        }

        GC.KeepAlive(this);
    }
}
