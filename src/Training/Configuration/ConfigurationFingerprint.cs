using System.Security.Cryptography;
using System.Text;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Configuration;

/// <summary>Identifies everything that decides a trial's bits: configuration, seed, data and split.</summary>
internal static class ConfigurationFingerprint
{
    // Raised when training changes so that the same configuration gives other bits than before.
    private const int Numerics = 1;

    /// <summary>What the fingerprint is made of, by name, each as text that is equal exactly when the part is.</summary>
    public static IReadOnlyList<(string Name, string Text)> Parts(TrainingConfiguration configuration, TrainingData data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            ("numerics", $"dropoutsweep numerics {Numerics}\n"),
            ("configuration", $"{ConfigurationText.Of(configuration)}\n"),
            ("seed", $"seed {seed}\n"),
            ("data", $"data {data.Dataset.Fingerprint}\n"),
            ("split", $"split {data.Split.ValidationShare:R} {data.Split.Seed}\n"),
            ("scale", $"scale {data.Scale}\n"),
        ];
    }

    public static byte[] Sum(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
