using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Memory;

/// <summary>The bytes of a <see cref="Workspace"/>, buffer by buffer as it makes them.</summary>
internal static class WorkspaceSize
{
    /// <summary>A workspace with masks and gradients.</summary>
    public static long OfTraining(IReadOnlyList<LayerSize> layers, ModelOptions model, int rows, bool sparse)
    {
        var inputs = layers[0].Inputs;
        var bytes = sparse ? SparseBatch.BytesOfBoth(rows, inputs) : PanelMatrix.Bytes(rows, inputs);
        bytes += model.InputDropout > 0 ? PanelMatrix.Bytes(rows, inputs) : 0;
        for (var i = 0; i < layers.Count; i++)
        {
            // Activations and gradients; after dropout, and the masks.
            var layer = layers[i];
            bytes += (layer.Dropout > 0 ? 4 : 2) * PanelMatrix.Bytes(rows, layer.Units);
            if (i > 0)
            {
                var below = layers[i - 1];
                bytes += Workspace.MayListInTraining(model.DropoutKind, below.Dropout, below.Activation, layer.Units) ? SparseBatch.BytesOfBoth(rows, layer.Inputs) : 0;
                bytes += Workspace.MayListInTraining(model.DropoutKind, layer.Dropout, layer.Activation, layer.Inputs) ? SparseBatch.Bytes(rows, layer.Units) : 0;
            }
        }

        return bytes;
    }

    /// <summary>An evaluator's workspace.</summary>
    public static long OfEvaluation(IReadOnlyList<LayerSize> layers, ModelOptions model, bool sparse)
    {
        const int Rows = Evaluator.BatchRows;
        var inputs = layers[0].Inputs;
        var scales = model.DropoutKind == DropoutKind.Bernoulli && model.DropoutScaling == DropoutScaling.AtInference;
        var bytes = sparse ? SparseBatch.Bytes(Rows, inputs) : PanelMatrix.Bytes(Rows, inputs);
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            var buffers = 1 + (layer.Dropout > 0 && scales ? 1 : 0) + (i == layers.Count - 1 ? 1 : 0);
            bytes += buffers * PanelMatrix.Bytes(Rows, layer.Units);
            bytes += Workspace.MayList(i == 0 ? null : layers[i - 1].Activation, layer.Units) ? SparseBatch.Bytes(Rows, layer.Inputs) : 0;
        }

        return bytes;
    }
}
