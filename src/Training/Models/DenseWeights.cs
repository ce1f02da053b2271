namespace DropoutSweep.Training.Models;

/// <summary>The parameters of one dense layer in plain row-major order.</summary>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Units">Number of units (outputs).</param>
/// <param name="Weights">Weights, [inputs × units], row after row.</param>
/// <param name="Biases">Biases, [units].</param>
public sealed record DenseWeights(int Inputs, int Units, float[] Weights, float[] Biases)
{
    /// <summary>Bytes of weights and biases.</summary>
    public long Bytes => sizeof(float) * ((long)Weights.Length + Biases.Length);
}
