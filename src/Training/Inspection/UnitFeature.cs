namespace DropoutSweep.Training.Inspection;

/// <summary>What one unit of the first layer looks for: its incoming weights, laid out as the input is.</summary>
/// <param name="Unit">The unit, from 0.</param>
/// <param name="Norm">Euclidean norm of its incoming weights, without the bias.</param>
/// <param name="Bias">Its bias.</param>
/// <param name="Weights">Its incoming weights, [inputs], row after row of the image.</param>
public sealed record UnitFeature(int Unit, double Norm, float Bias, float[] Weights);
