using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Data.Idx;

/// <summary>
/// Reads the pixels of samples as they will be kept: those that are mostly zero, to judge by the first of them, go from the
/// file into lists part by part, so that they never lie in memory one by one. One part is listed and summed while the next is read.
/// </summary>
internal static class PixelReader
{
    // As long as what a fingerprint sums up at a time: small beside any data set, large beside what a part costs.
    private const int PartBytes = DatasetFingerprint.PieceBytes;

    /// <summary>Reads what was claimed of the content, to its end.</summary>
    /// <param name="content">The content; its claim is <paramref name="samples"/> × <paramref name="features"/> bytes.</param>
    /// <param name="samples">Samples, at least 1.</param>
    /// <param name="features">Pixels of a sample, at least 1.</param>
    public static PixelRows Read(IdxContent content, int samples, int features)
    {
        var part = GC.AllocateUninitializedArray<byte>(Math.Min(samples, SamplesOfPart(features)) * features);
        content.ReadClaimed(part);
        var rows = PixelRows.AreMostlyZero(part) ? ReadLists(content, samples, features, part) : ReadDense(content, samples, features, part);
        content.EndClaim();
        return rows;
    }

    private static int SamplesOfPart(int features) => Math.Max(1, PartBytes / features);

    private static PixelRows ReadDense(IdxContent content, int samples, int features, byte[] first)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(samples * features);
        HugePages.Ask(pixels);
        first.CopyTo(pixels, 0);
        content.ReadClaimed(pixels.AsSpan(first.Length));
        return new PixelRows(pixels, Lists: null);
    }

    private static PixelRows ReadLists(IdxContent content, int samples, int features, byte[] first)
    {
        var lists = new PixelListsBuilder(samples, features);
        using var sums = new PieceSums();
        var (full, free) = (first, GC.AllocateUninitializedArray<byte>(first.Length));
        var left = samples - (first.Length / features);
        var count = first.Length;
        while (true)
        {
            var (part, length) = (full, count);
            var listing = Task.Run(
                () =>
                {
                    lists.Add(part.AsSpan(0, length));
                    sums.Add(part.AsSpan(0, length));
                },
                CancellationToken.None);
            try
            {
                count = Math.Min(left, SamplesOfPart(features)) * features;
                content.ReadClaimed(free.AsSpan(0, count));
            }
            finally
            {
                // Nothing goes on behind the caller's back, whatever became of the reading; waiting for any throws nothing.
                Task.WaitAny([listing], CancellationToken.None);
            }

            listing.GetAwaiter().GetResult();
            if (left == 0)
            {
                return new PixelRows(default, lists.Build(), sums.ToArray());
            }

            left -= count / features;
            (full, free) = (free, full);
        }
    }
}
