using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Inspection;

/// <summary>
/// Probabilities in double precision. For inspection a class's probability is the softmax of the logits whatever the
/// output layer is: it is what every classifier here is trained by, and it cannot saturate into ties as a float32 sigmoid does.
/// </summary>
internal static class ClassProbabilities
{
    // The least positive normal number; a loss of log(0) would make every mean infinite.
    private const double Least = 2.2250738585072014e-308;

    /// <summary>Softmax of the logits.</summary>
    public static void Softmax(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        var max = Max(logits);
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] = DeterministicMath.Exp((double)logits[i] - max);
            sum += probabilities[i];
        }

        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] /= sum;
        }
    }

    /// <summary>−log softmax(logits)[label], in nats, exact where the probability itself would be 0.</summary>
    public static double CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        var max = Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += DeterministicMath.Exp((double)logit - max);
        }

        return DeterministicMath.Log(sum) - ((double)logits[label] - max);
    }

    /// <summary>−log p, in nats, with p not below 2^-1022.</summary>
    public static double NegativeLog(double probability) => -DeterministicMath.Log(Math.Max(probability, Least));

    /// <summary>−Σ p log p, in nats.</summary>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum -= p > 0 ? p * DeterministicMath.Log(p) : 0;
        }

        return Math.Max(0, sum);
    }

    /// <summary>The lowest index of the greatest value.</summary>
    public static int ArgMax<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i].CompareTo(values[best]) > 0 ? i : best;
        }

        return best;
    }

    private static float Max(ReadOnlySpan<float> values)
    {
        var max = values[0];
        foreach (var value in values[1..])
        {
            max = Math.Max(max, value);
        }

        return max;
    }
}
