using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The kernels as plain loops over row-major matrices: each sum from +0 in order, one fused multiply-add a term.</summary>
internal static class Twin
{
    public static float[,] Product(float[,] a, float[,] b) => Fill(a.GetLength(0), b.GetLength(1), (row, column) =>
    {
        var sum = 0f;
        for (var k = 0; k < a.GetLength(1); k++)
        {
            sum = MathF.FusedMultiplyAdd(a[row, k], b[k, column], sum);
        }

        return sum;
    });

    public static float[,] Transpose(float[,] a) => Fill(a.GetLength(1), a.GetLength(0), (row, column) => a[column, row]);

    public static float[,] FirstRows(float[,] a, int rows) => Fill(rows, a.GetLength(1), (row, column) => a[row, column]);

    public static float[,] Forward(Activation activation, float[,] input, float[,] weights, float[,] biases)
    {
        var sums = Product(input, weights);
        return Fill(sums.GetLength(0), sums.GetLength(1), (row, column) => Activate(activation, sums[row, column] + biases[0, column]));
    }

    public static float[,] Backward(Activation activation, float[,] deltas, float[,] transposedWeights, float[,] activated, float[,]? masks)
    {
        var sums = Product(deltas, transposedWeights);
        return Fill(sums.GetLength(0), sums.GetLength(1), (row, column) =>
            Derive(activation, masks is null ? sums[row, column] : sums[row, column] * masks[row, column], activated[row, column]));
    }

    /// <summary>Over the first rows of both only.</summary>
    public static float[,] WeightGradient(float[,] input, int rows, float[,] deltas) => Product(Transpose(FirstRows(input, rows)), FirstRows(deltas, rows));

    public static float[,] ColumnSums(float[,] a, int rows) => Fill(1, a.GetLength(1), (_, column) =>
    {
        var sum = 0f;
        for (var row = 0; row < rows; row++)
        {
            sum += a[row, column];
        }

        return sum;
    });

    public static float[,] Multiply(float[,] a, float[,] b) => Fill(a.GetLength(0), a.GetLength(1), (row, column) => a[row, column] * b[row, column]);

    public static float[,] Scale(float[,] a, float factor) => Fill(a.GetLength(0), a.GetLength(1), (row, column) => a[row, column] * factor);

    public static float[,] LimitNorms(float[,] weights, float limit)
    {
        var squares = Fill(1, weights.GetLength(1), (_, column) =>
        {
            var sum = 0f;
            for (var row = 0; row < weights.GetLength(0); row++)
            {
                sum = MathF.FusedMultiplyAdd(weights[row, column], weights[row, column], sum);
            }

            return sum;
        });
        return Fill(weights.GetLength(0), weights.GetLength(1), (row, column) =>
        {
            var norm = MathF.Sqrt(squares[0, column]);
            return norm > limit ? weights[row, column] * (limit / norm) : weights[row, column];
        });
    }

    /// <summary>Of one row: its exponentials less the greatest, and their sum in class order.</summary>
    public static (float[] Exponentials, float Sum, float Max) Exponentials(float[,] logits, int row)
    {
        var values = Enumerable.Range(0, logits.GetLength(1)).Select(column => logits[row, column]).ToArray();
        var max = values.Max();
        var exponentials = values.Select(value => Exp(value - max)).ToArray();
        var sum = 0f;
        foreach (var exponential in exponentials)
        {
            sum += exponential;
        }

        return (exponentials, sum, max);
    }

    public static (double Loss, float[] Gradient) SoftmaxCrossEntropy(float[,] logits, int row, int label, float factor)
    {
        var (exponentials, sum, max) = Exponentials(logits, row);
        var gradient = exponentials.Select(exponential => exponential / sum * factor).ToArray();
        gradient[label] -= factor;
        return (DeterministicMath.Log(sum) - ((double)logits[row, label] - max), gradient);
    }

    public static float Activate(Activation activation, float sum) => activation switch
    {
        Activation.Relu => 0 > sum ? 0 : sum,
        Activation.Tanh => VectorMath<ScalarSimd, float, uint>.Tanh(sum),
        Activation.Sigmoid => Sigmoid(sum),
        _ => sum,
    };

    public static float Derive(Activation activation, float gradient, float activated) => activation switch
    {
        Activation.Relu => activated > 0 ? gradient : 0,
        Activation.Tanh => gradient * (1 - (activated * activated)),
        Activation.Sigmoid => gradient * (activated * (1 - activated)),
        _ => gradient,
    };

    public static float Sigmoid(float x) => VectorMath<ScalarSimd, float, uint>.Sigmoid(x);

    public static float Exp(float x) => VectorMath<ScalarSimd, float, uint>.Exp(x);

    public static float[,] Fill(int rows, int columns, Func<int, int, float> element)
    {
        var result = new float[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[row, column] = element(row, column);
            }
        }

        return result;
    }
}
