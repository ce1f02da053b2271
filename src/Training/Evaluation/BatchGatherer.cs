using System.Buffers;
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

    /// <summary>A dense batch of samples that are kept as lists, for a network whose workspace has no room for lists.</summary>
    private static void GatherUnpacked(IKernels kernels, SampleSet samples, ReadOnlySpan<int> rows, float factor, PanelView input)
    {
        var features = samples.Features;
        var pixels = ArrayPool<byte>.Shared.Rent(rows.Length * features);
        var order = ArrayPool<int>.Shared.Rent(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            order[i] = i;
            samples.CopyPixels(rows[i] * (long)features, pixels.AsSpan(i * features, features));
        }

        kernels.Gather(pixels.AsSpan(0, rows.Length * features), features, order.AsSpan(0, rows.Length), factor, input);
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<byte>.Shared.Return(pixels);
    }
}
