using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Tests.Gradients;

/// <summary>A dense network in double precision, written to be read: loss, gradients by the chain rule, nothing else.</summary>
/// <param name="options">The architecture.</param>
/// <param name="weights">Weights of each layer, [inputs, units].</param>
/// <param name="biases">Biases of each layer, [units].</param>
internal sealed class ReferenceNetwork(ModelOptions options, double[][,] weights, double[][] biases)
{
    public double[][,] Weights => weights;

    public double[][] Biases => biases;

    /// <summary>The outputs. Masks are those of the input, then of each hidden layer, null for none.</summary>
    public double[,] Outputs(double[,] inputs, double[,]?[] masks) => Run(inputs, masks)[^1];

    /// <summary>Mean loss of a batch with the L2 penalty; targets are classes, or numbers for a linear output.</summary>
    public double Loss(double[,] inputs, double[] targets, double[,]?[] masks)
    {
        var penalty = weights.Select((w, layer) => L2(layer) * w.Cast<double>().Sum(value => value * value)).Sum();
        return DataLoss(Outputs(inputs, masks), targets) + penalty;
    }

    /// <summary>The loss's gradient: of each layer's weights and biases.</summary>
    public (double[][,] Weights, double[][] Biases) Gradients(double[,] inputs, double[] targets, double[,]?[] masks)
    {
        var activations = Run(inputs, masks);
        var delta = OutputDelta(activations[^1], targets);
        var weightGradients = new double[weights.Length][,];
        var biasGradients = new double[weights.Length][];
        for (var layer = weights.Length - 1; layer >= 0; layer--)
        {
            var input = layer == 0 ? Multiply(inputs, masks[0]) : Multiply(activations[layer - 1], masks[layer]);
            var w = weights[layer];
            var penalty = 2 * L2(layer);
            weightGradients[layer] = Fill(w.GetLength(0), w.GetLength(1), (i, j) => Sum(input.GetLength(0), row => input[row, i] * delta[row, j]) + (penalty * w[i, j]));
            biasGradients[layer] = [.. Enumerable.Range(0, w.GetLength(1)).Select(j => Sum(delta.GetLength(0), row => delta[row, j]))];
            if (layer > 0)
            {
                var above = delta;
                var below = activations[layer - 1];
                var mask = masks[layer];
                var activation = options.Hidden[layer - 1].Activation;
                delta = Fill(below.GetLength(0), below.GetLength(1), (row, i) =>
                    Sum(w.GetLength(1), j => above[row, j] * w[i, j]) * (mask?[row, i] ?? 1) * Derivative(activation, below[row, i]));
            }
        }

        return (weightGradients, biasGradients);
    }

    private double L2(int layer) => layer < options.Hidden.Count ? options.Hidden[layer].L2 : options.OutputL2;

    // Each layer's activations before its mask.
    private double[][,] Run(double[,] inputs, double[,]?[] masks)
    {
        var activations = new double[weights.Length][,];
        var input = Multiply(inputs, masks[0]);
        for (var layer = 0; layer < weights.Length; layer++)
        {
            var (x, w, b) = (input, weights[layer], biases[layer]);
            var activation = layer < options.Hidden.Count ? options.Hidden[layer].Activation : Activation.None;
            activations[layer] = Fill(x.GetLength(0), w.GetLength(1), (row, j) => Activate(activation, Sum(w.GetLength(0), i => x[row, i] * w[i, j]) + b[j]));
            input = layer < options.Hidden.Count ? Multiply(activations[layer], masks[layer + 1]) : activations[layer];
        }

        return activations;
    }

    private double DataLoss(double[,] outputs, double[] targets) => Sum(targets.Length, row =>
    {
        if (options.Output == OutputKind.Linear)
        {
            return Math.Pow(outputs[row, 0] - targets[row], 2);
        }

        return -Math.Log(Softmax(outputs, row)[(int)targets[row]]);
    }) / targets.Length;

    private double[,] OutputDelta(double[,] outputs, double[] targets) => Fill(outputs.GetLength(0), outputs.GetLength(1), (row, j) =>
    {
        var error = options.Output == OutputKind.Linear
            ? 2 * (outputs[row, 0] - targets[row])
            : Softmax(outputs, row)[j] - (j == (int)targets[row] ? 1 : 0);
        return error / targets.Length;
    });

    private static double[] Softmax(double[,] outputs, int row)
    {
        var exponentials = Enumerable.Range(0, outputs.GetLength(1)).Select(j => Math.Exp(outputs[row, j])).ToArray();
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }

    private static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };

    private static double Derivative(Activation activation, double h) => activation switch
    {
        Activation.Relu => h > 0 ? 1 : 0,
        Activation.Tanh => 1 - (h * h),
        Activation.Sigmoid => h * (1 - h),
        _ => 1,
    };

    private static double[,] Multiply(double[,] a, double[,]? mask) => mask is null ? a : Fill(a.GetLength(0), a.GetLength(1), (row, j) => a[row, j] * mask[row, j]);

    private static double[,] Fill(int rows, int columns, Func<int, int, double> element)
    {
        var result = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[row, column] = element(row, column);
            }
        }

        return result;
    }

    private static double Sum(int count, Func<int, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += term(i);
        }

        return sum;
    }
}
