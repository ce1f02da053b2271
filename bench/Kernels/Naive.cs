using DropoutSweep.Training.Numerics;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Bench.Kernels;

/// <summary>
/// What each kernel computes, as plain loops over matrices that lie row after row. Sums take their terms in the
/// kernels' order, so that the bits are the same. Loops run in the order a compiler likes best.
/// </summary>
internal static class Naive
{
    /// <summary>Sums of squares that a gradient is divided into, by position.</summary>
    public const int SumLanes = 16;

    /// <summary>result = max(0, a · b + biases): [rows × inner] · [inner × columns].</summary>
    public static void Forward(float[] a, float[] b, float[] biases, float[] result, int rows, int inner, int columns)
    {
        Product(a, b, result, rows, inner, columns);
        for (var i = 0; i < rows * columns; i++)
        {
            var sum = result[i] + biases[i % columns];
            result[i] = sum > 0 ? sum : 0;
        }
    }

    /// <summary>result = (a · b) where the activation below is positive, else 0.</summary>
    public static void Backward(float[] a, float[] b, float[] activated, float[] result, int rows, int inner, int columns)
    {
        Product(a, b, result, rows, inner, columns);
        for (var i = 0; i < rows * columns; i++)
        {
            result[i] = activated[i] > 0 ? result[i] : 0;
        }
    }

    /// <summary>result = aᵀ · b: [rows × columnsA]ᵀ · [rows × columnsB].</summary>
    public static void TransposedProduct(float[] a, float[] b, float[] result, int rows, int columnsA, int columnsB)
    {
        Array.Clear(result);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < columnsA; i++)
            {
                var factor = a[(row * columnsA) + i];
                for (var j = 0; j < columnsB; j++)
                {
                    result[(i * columnsB) + j] = MathF.FusedMultiplyAdd(factor, b[(row * columnsB) + j], result[(i * columnsB) + j]);
                }
            }
        }
    }

    /// <summary>One step of Adam.</summary>
    public static void Adam(float[] weights, float[] gradients, float[] first, float[] second, double rate, long step)
    {
        const double Beta1 = 0.9;
        const double Beta2 = 0.999;
        const float Epsilon = 1e-7f;
        const float Flush = 7.888609052210118e-31f;
        var (beta1, rest1) = ((float)Beta1, (float)(1 - Beta1));
        var (beta2, rest2) = ((float)Beta2, (float)(1 - Beta2));
        var corrected = (float)(rate / (1 - DeterministicMath.Pow(Beta1, step)));
        var rootCorrection = (float)(1 / Math.Sqrt(1 - DeterministicMath.Pow(Beta2, step)));
        for (var i = 0; i < weights.Length; i++)
        {
            var m = MathF.FusedMultiplyAdd(beta1, first[i], rest1 * gradients[i]);
            var v = MathF.FusedMultiplyAdd(beta2, second[i], rest2 * (gradients[i] * gradients[i]));
            m = MathF.Abs(m) < Flush ? 0 : m;
            v = v < Flush ? 0 : v;
            first[i] = m;
            second[i] = v;
            weights[i] -= corrected * m / MathF.FusedMultiplyAdd(MathF.Sqrt(v), rootCorrection, Epsilon);
        }
    }

    /// <summary>Rows whose norm over each column exceeds the limit are scaled down.</summary>
    public static void LimitNorms(float[] weights, int rows, int columns, float limit)
    {
        for (var column = 0; column < columns; column++)
        {
            var squares = 0f;
            for (var row = 0; row < rows; row++)
            {
                var weight = weights[(row * columns) + column];
                squares = MathF.FusedMultiplyAdd(weight, weight, squares);
            }

            var norm = MathF.Sqrt(squares);
            for (var row = 0; row < rows && norm > limit; row++)
            {
                weights[(row * columns) + column] *= limit / norm;
            }
        }
    }

    /// <summary>result = Σ rows of a.</summary>
    public static void SumRows(float[] a, float[] result, int rows, int columns)
    {
        Array.Clear(result);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[column] += a[(row * columns) + column];
            }
        }
    }

    /// <summary>gradient ← gradient · limit / its norm.</summary>
    public static void ClipNorm(float[] gradient, float limit)
    {
        var squares = new float[SumLanes];
        for (var i = 0; i < gradient.Length; i++)
        {
            squares[i % SumLanes] = MathF.FusedMultiplyAdd(gradient[i], gradient[i], squares[i % SumLanes]);
        }

        var factor = ClipFactor(squares, limit);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= factor;
        }
    }

    /// <summary>limit / norm, from sums of squares.</summary>
    public static float ClipFactor(float[] squares, float limit)
    {
        var total = 0.0;
        foreach (var square in squares)
        {
            total += square;
        }

        return (float)(limit / Math.Sqrt(total));
    }

    /// <summary>result = aᵀ.</summary>
    public static void Transpose(float[] a, float[] result, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = a[(row * columns) + column];
            }
        }
    }

    /// <summary>result[r] = pixels[order[r]] · scale.</summary>
    public static void Gather(byte[] pixels, int features, int[] order, float scale, float[] result)
    {
        for (var row = 0; row < order.Length; row++)
        {
            for (var i = 0; i < features; i++)
            {
                result[(row * features) + i] = pixels[(order[row] * features) + i] * scale;
            }
        }
    }

    /// <summary>As many dropout multipliers, drawn one by one.</summary>
    public static void Masks(ulong seed, long step, uint threshold, float kept, float[] result)
    {
        var random = new RandomSequence(seed, Purpose.Dropout, layer: 1, step);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = random.NextUInt32() >= threshold ? kept : 0;
        }
    }

    /// <summary>Softmax cross-entropy of every row; returns the sum of losses.</summary>
    public static double SoftmaxCrossEntropy(float[] logits, byte[] labels, int classes, float[] deltas)
    {
        var loss = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            var z = logits.AsSpan(row * classes, classes);
            var d = deltas.AsSpan(row * classes, classes);
            var max = z[0];
            foreach (var value in z)
            {
                max = Math.Max(max, value);
            }

            var sum = 0f;
            for (var i = 0; i < classes; i++)
            {
                d[i] = (float)DeterministicMath.Exp(z[i] - max);
                sum += d[i];
            }

            for (var i = 0; i < classes; i++)
            {
                d[i] = d[i] / sum / labels.Length;
            }

            d[labels[row]] -= 1f / labels.Length;
            loss += DeterministicMath.Log(sum) - (z[labels[row]] - max);
        }

        return loss;
    }

    private static void Product(float[] a, float[] b, float[] result, int rows, int inner, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            var sums = result.AsSpan(row * columns, columns);
            sums.Clear();
            for (var k = 0; k < inner; k++)
            {
                var factor = a[(row * inner) + k];
                var terms = b.AsSpan(k * columns, columns);
                for (var column = 0; column < columns; column++)
                {
                    sums[column] = MathF.FusedMultiplyAdd(factor, terms[column], sums[column]);
                }
            }
        }
    }
}
