using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Evaluation;

/// <summary>Brings samples into a workspace's input.</summary>
internal static class BatchGatherer
{
    public static void Gather(IKernels kernels, SampleSet samples, PixelScale scale, ReadOnlySpan<int> rows, PanelView input)
    {
        if (samples.Pixels.IsEmpty)
        {
            kernels.Gather(samples.Values.Span, samples.Features, rows, input);
        }
        else
        {
            kernels.Gather(samples.Pixels.Span, samples.Features, rows, scale == PixelScale.Unit ? 1f / 255 : 1f, input);
        }
    }
}
