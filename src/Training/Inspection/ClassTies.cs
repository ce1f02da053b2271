namespace DropoutSweep.Training.Inspection;

/// <summary>What a saturated sigmoid output does to the samples of one class: several outputs round to the same float32, and argmax takes the first.</summary>
/// <param name="Class">The true class.</param>
/// <param name="Samples">Its samples.</param>
/// <param name="Tied">Those whose greatest output is shared by two classes or more.</param>
/// <param name="RightByOutputs">Those classified rightly by the argmax of the outputs, the lowest class on ties.</param>
/// <param name="RightByLogits">Those classified rightly by the argmax of the logits.</param>
/// <param name="HiddenByTies">Tied samples that the logits get right and the outputs wrong.</param>
public sealed record ClassTies(int Class, int Samples, int Tied, int RightByOutputs, int RightByLogits, int HiddenByTies);
