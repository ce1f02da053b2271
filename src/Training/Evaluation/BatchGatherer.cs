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
        else if (!samples.HasPixels)
        {
            kernels.Gather(samples.Values.Span, samples.Features, rows, workspace.Input);
        }
        else if (samples.IsMostlyZero)
        {
            GatherUnpacked(kernels, samples, rows, factor, workspace.Input);
        }
        else
        {
            kernels.Gather(samples.DensePixels, samples.Features, rows, factor, workspace.Input);
        }
    }

    /// <summary>A dense batch of samples that are kept as lists: where a network is looked at, not where it is trained.</summary>
    private static void GatherUnpacked(IKernels kernels, SampleSet samples, ReadOnlySpan<int> rows, float factor, PanelView input)
    {
        var features = samples.Features;
        var pixels = new byte[rows.Length * features];
        var order = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            order[i] = i;
            samples.CopyPixels(rows[i] * (long)features, pixels.AsSpan(i * features, features));
        }

        kernels.Gather(pixels, features, order, factor, input);
    }
}
