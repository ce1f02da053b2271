namespace DropoutSweep.Training.Inspection;

/// <summary>One test sample's verdicts in evaluation mode.</summary>
/// <param name="Row">Its row in the test set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The class by the model's own outputs, the lowest on ties.</param>
/// <param name="ByLogits">The class by the logits.</param>
/// <param name="Tied">Whether the greatest output is shared.</param>
/// <param name="Logits">The logits.</param>
/// <param name="Outputs">The model's outputs.</param>
internal sealed record Prediction(int Row, int Label, int Predicted, int ByLogits, bool Tied, float[] Logits, float[] Outputs);
