using System.Text.Json.Serialization;

namespace DropoutSweep.Bench.Sweeps.Peers;

/// <summary>What <c>optuna_torch.py</c> prints, without its table.</summary>
internal sealed record TrainedPeer(
    [property: JsonPropertyName("seconds")] double Seconds,
    [property: JsonPropertyName("trials")] int Trials,
    [property: JsonPropertyName("optuna")] string Optuna,
    [property: JsonPropertyName("torch")] string Torch)
{
    /// <summary>Seconds from its process's start to its end.</summary>
    [JsonIgnore]
    public double Whole { get; init; }
}
