using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Evaluation;

/// <summary>Brings samples into a workspace's input.</summary>
internal static class BatchGatherer
{
    public static void Gather(IKernels kernels, SampleSet samples, PixelScale scale, ReadOnlySpan<int> rows, Workspace workspace)
    {
        var factor = scale == PixelScale.Unit ? 1f / 255 : 1f;
        if (workspace.Sparse is { } sparse)
        {
            sparse.Gather(samples.Lists, rows, factor);
        }
        else if (samples.Pixels.IsEmpty)
        {
            kernels.Gather(samples.Values.Span, samples.Features, rows, workspace.Input);
        }
        else
        {
            kernels.Gather(samples.Pixels.Span, samples.Features, rows, factor, workspace.Input);
        }
    }
}
