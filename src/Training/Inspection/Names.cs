using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Training.Inspection;

/// <summary>Names a model's layers.</summary>
internal static class Names
{
    /// <summary>The input, the hidden layers, the output layer.</summary>
    public static IReadOnlyList<LayerName> Layers(TrainedModel model) =>
    [
        new("input", model.Inputs, Activation.None, model.Options.InputDropout),
        .. model.Options.Hidden.Select((layer, i) => new LayerName($"hidden {i + 1}", layer.Units, layer.Activation, layer.Dropout)),
        new("output", model.Outputs, Activation.None, 0),
    ];
}
