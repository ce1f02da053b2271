namespace DropoutSweep.Training.Optimizers;

/// <summary>Parameters, their gradient and their slots: arrays of equal length in the same order.</summary>
/// <param name="weights">The parameters.</param>
/// <param name="gradients">Their gradient.</param>
/// <param name="slot0">First slot; null when the optimizer has none.</param>
/// <param name="slot1">Second slot; null when it has fewer than two.</param>
/// <param name="length">Number of floats, a multiple of 16.</param>
internal readonly unsafe struct ParameterBlock(float* weights, float* gradients, float* slot0, float* slot1, long length)
{
    public float* Weights { get; } = weights;

    public float* Gradients { get; } = gradients;

    public float* Slot0 { get; } = slot0;

    public float* Slot1 { get; } = slot1;

    public long Length { get; } = length;
}
