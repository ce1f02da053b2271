using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Models;

/// <summary>A network's parameters with what is needed to use them; immutable by convention.</summary>
public sealed class TrainedModel
{
    /// <summary>The architecture.</summary>
    public required ModelOptions Options { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of outputs: classes, or 1 for regression.</summary>
    public required int Outputs { get; init; }

    /// <summary>Hidden layers in order, then the output layer.</summary>
    public required IReadOnlyList<DenseWeights> Layers { get; init; }

    /// <summary>
    /// SHA-256 over every layer's weights, then biases, as little-endian float32 in row-major order;
    /// 64 lower-case hex digits. Equal exactly when the models are equal bit for bit.
    /// </summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var layer in Layers)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(layer.Weights));
            hash.AppendData(MemoryMarshal.AsBytes<float>(layer.Biases));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
