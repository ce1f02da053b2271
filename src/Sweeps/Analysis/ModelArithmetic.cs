using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>
/// What a network costs: parameters and multiply-adds of its matrix products. Activations, dropout, the loss and
/// the optimizer's update are not counted; they grow with units and parameters, not with their product with samples.
/// </summary>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="ForwardMultiplyAdds">Multiply-adds of one sample's forward pass: one for each weight.</param>
/// <param name="BackwardMultiplyAdds">
/// Multiply-adds of one sample's backward pass: one for each weight for the weights' gradient, and one for each
/// weight past the first layer for the inputs' gradient, which the first layer does not need.
/// </param>
public sealed record ModelArithmetic(long Parameters, long ForwardMultiplyAdds, long BackwardMultiplyAdds)
{
    /// <summary>Multiply-adds of one sample's part in a training step.</summary>
    public long TrainingMultiplyAdds => ForwardMultiplyAdds + BackwardMultiplyAdds;

    /// <summary>The arithmetic of a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1: classes, or 1 for regression.</param>
    public static ModelArithmetic Of(ModelOptions model, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        long parameters = 0;
        long weights = 0;
        long first = 0;
        long fanIn = inputs;
        foreach (var units in model.Hidden.Select(layer => layer.Units).Append(outputs))
        {
            first = weights == 0 ? fanIn * units : first;
            weights += fanIn * units;
            parameters += (fanIn + 1) * units;
            fanIn = units;
        }

        return new ModelArithmetic(parameters, weights, (2 * weights) - first);
    }

    /// <summary>Multiply-adds of one training step.</summary>
    /// <param name="batchSize">Samples of the batch.</param>
    public long StepMultiplyAdds(int batchSize) => TrainingMultiplyAdds * batchSize;
}
