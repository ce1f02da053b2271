using System.Text.Json.Serialization;

namespace DropoutSweep.Bench.Peers;

/// <summary>What <c>torch_training.py</c> is told; its own text says what each means.</summary>
internal sealed record PeerOptions(
    [property: JsonPropertyName("hidden")] IReadOnlyList<int> Hidden,
    [property: JsonPropertyName("dropout")] IReadOnlyList<double> Dropout,
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("optimizer")] string Optimizer,
    [property: JsonPropertyName("max_norm")] double? MaxNorm,
    [property: JsonPropertyName("epochs")] int Epochs,
    [property: JsonPropertyName("files")] IReadOnlyList<string> Files);
