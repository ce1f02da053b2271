using System.Text.Json.Serialization;

namespace DropoutSweep.Bench.Peers;

/// <summary>What the peer says of itself.</summary>
/// <param name="Torch">Version of PyTorch.</param>
/// <param name="Blas">Name and version of its matrix library.</param>
/// <param name="Kernels">The kernels which that library took.</param>
/// <param name="Threads">Threads that it works with.</param>
internal sealed record PeerDescription(
    [property: JsonPropertyName("torch")] string Torch,
    [property: JsonPropertyName("blas")] string Blas,
    [property: JsonPropertyName("kernels")] string Kernels,
    [property: JsonPropertyName("threads")] int Threads)
{
    /// <summary>All of it, for people.</summary>
    public override string ToString() => $"PyTorch {Torch}, {Blas}{(Kernels.Length > 0 ? $" with {Kernels} kernels" : "")}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
