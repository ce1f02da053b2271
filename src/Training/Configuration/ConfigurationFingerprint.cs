using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Configuration;

/// <summary>Identifies everything that decides a trial's bits: configuration, seed, data and split.</summary>
public static class ConfigurationFingerprint
{
    // Raised when training changes so that the same configuration gives other bits than before.
    private const int Numerics = 1;

    /// <summary>SHA-256 over configuration, seed, data and split; 64 lower-case hex digits.</summary>
    public static string Compute(TrainingConfiguration configuration, TrainingData data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder()
            .Append("dropoutsweep numerics ").Append(Numerics).Append('\n')
            .Append(JsonSerializer.Serialize(configuration, TrainingJson.Default.TrainingConfiguration)).Append('\n')
            .Append("seed ").Append(seed).Append('\n')
            .Append("data ").Append(data.Dataset.Fingerprint).Append('\n')
            .Append("split ").Append(data.Split.ValidationShare.ToString("R")).Append(' ').Append(data.Split.Seed).Append('\n')
            .Append("scale ").Append(data.Scale).Append('\n')
            .ToString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
