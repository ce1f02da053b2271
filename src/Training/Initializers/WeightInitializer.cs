using System.Runtime.CompilerServices;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Initializers;

/// <summary>Draws initial weights as Keras's variance scaling does.</summary>
internal static class WeightInitializer
{
    // A normal cut off at two standard deviations has this standard deviation.
    private const double TruncatedDeviation = 0.87962566103423978;

    // Weights that are drawn at a time.
    private const int Together = 128;

    /// <summary>Draws the next weights of a layer in row-major order, [inputs × units].</summary>
    /// <param name="weights">Takes them: all of the layer's, or the next part.</param>
    /// <param name="initializer">Their distribution.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="units">The layer's units.</param>
    /// <param name="random">What they are drawn from; afterwards where the next part goes on.</param>
    public static void Fill(Span<float> weights, Initializer initializer, int inputs, int units, ref RandomSequence random)
    {
        var (scale, fan, normal) = initializer switch
        {
            Initializer.GlorotUniform => (1.0, (inputs + units) / 2.0, false),
            Initializer.GlorotNormal => (1.0, (inputs + units) / 2.0, true),
            Initializer.HeUniform => (2.0, inputs, false),
            Initializer.HeNormal => (2.0, inputs, true),
            Initializer.LecunUniform => (1.0, inputs, false),
            Initializer.LecunNormal => (1.0, inputs, true),
            _ => throw new ArgumentOutOfRangeException(nameof(initializer), initializer, "No such initializer."),
        };
        var deviation = Math.Sqrt(scale / fan);
        if (!normal)
        {
            FillUniform(weights, deviation, ref random);
            return;
        }

        foreach (ref var weight in weights)
        {
            weight = (float)(TruncatedNormal(ref random) * (deviation / TruncatedDeviation));
        }
    }

    // Called a few times a trial, and then for up to millions of weights: compiled as it will stay.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillUniform(Span<float> weights, double deviation, ref RandomSequence random)
    {
        Span<uint> words = stackalloc uint[2 * Together];
        while (!weights.IsEmpty)
        {
            var part = weights[..Math.Min(Together, weights.Length)];
            random.Fill(words[..(2 * part.Length)]);
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = (float)(((2 * RandomSequence.ToDouble(words[2 * i], words[(2 * i) + 1])) - 1) * deviation * Math.Sqrt(3));
            }

            weights = weights[part.Length..];
        }
    }

    private static double TruncatedNormal(ref RandomSequence random)
    {
        double value;
        do
        {
            value = random.NextNormal();
        }
        while (Math.Abs(value) > 2);
        return value;
    }
}
