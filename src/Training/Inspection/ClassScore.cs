namespace DropoutSweep.Training.Inspection;

/// <summary>What a model makes of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">Its probability, the softmax of the logits, in [0, 1].</param>
/// <param name="Output">The model's own output: the same for a softmax, the float32 sigmoid for a sigmoid.</param>
public sealed record ClassScore(int Class, double Probability, float Output);
