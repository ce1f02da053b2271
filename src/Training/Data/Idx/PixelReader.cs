using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Data.Idx;

/// <summary>
/// Reads the pixels of samples as they will be kept: those that are mostly zero go from the file into lists part by part, so
/// that they never lie in memory one by one. One part is listed and summed while the next is read. The first part says what
/// to expect; lists that turn out too long for that are given up.
/// </summary>
internal static class PixelReader
{
    // As long as what a fingerprint sums up at a time: small beside any data set, large beside what a part costs.
    private const int PartBytes = DatasetFingerprint.PieceBytes;

    /// <summary>Reads what was claimed of the content, to its end.</summary>
    /// <param name="content">The content; its claim is <paramref name="samples"/> × <paramref name="features"/> bytes.</param>
    /// <param name="samples">Samples, at least 1.</param>
    /// <param name="features">Pixels of a sample, 1 to <see cref="PixelLists.MostFeatures"/>.</param>
    public static PixelRows Read(IdxContent content, int samples, int features)
    {
        var part = GC.AllocateUninitializedArray<byte>(Math.Min(samples, SamplesOfPart(features)) * features);
        content.ReadClaimed(part);
        var rows = PixelRows.AreMostlyZero(part) ? ReadLists(content, samples, features, part) : ReadDense(content, samples * features, part);
        content.EndClaim();
        return rows;
    }

    private static int SamplesOfPart(int features) => Math.Max(1, PartBytes / features);

    private static PixelRows ReadDense(IdxContent content, int bytes, byte[] first)
    {
        var pixels = Allocate(bytes);
        first.CopyTo(pixels, 0);
        content.ReadClaimed(pixels.AsSpan(first.Length));
        return new PixelRows(pixels, Lists: null);
    }

    private static PixelRows ReadLists(IdxContent content, int samples, int features, byte[] first)
    {
        var lists = new PixelListsBuilder(samples, features, PixelRows.MostEntries(samples * (long)features));
        using var sums = new PieceSums();
        var (full, free) = (first, GC.AllocateUninitializedArray<byte>(first.Length));
        var (left, count) = ((samples * features) - first.Length, first.Length);
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
                count = Math.Min(left, first.Length);
                content.ReadClaimed(free.AsSpan(0, count));
            }
            finally
            {
                // Nothing goes on behind the caller's back, whatever became of the reading; waiting for any throws nothing.
                Task.WaitAny([listing], CancellationToken.None);
            }

            listing.GetAwaiter().GetResult();
            if (!PixelRows.AreMostlyZero(lists.Entries, samples * (long)features))
            {
                return GiveUp(content, lists, free.AsSpan(0, count), left, samples * features);
            }

            if (left == 0)
            {
                return new PixelRows(default, lists.Build(), sums.ToArray());
            }

            left -= count;
            (full, free) = (free, full);
        }
    }

    /// <summary>Samples that are fuller the later they come: of lists they would take more memory than as they are, and more time.</summary>
    /// <param name="content">The content.</param>
    /// <param name="lists">The samples before those that follow.</param>
    /// <param name="read">The samples that have been read.</param>
    /// <param name="left">Bytes of these and all that follow.</param>
    /// <param name="bytes">Bytes of all samples.</param>
    private static PixelRows GiveUp(IdxContent content, PixelListsBuilder lists, ReadOnlySpan<byte> read, int left, int bytes)
    {
        var pixels = Allocate(bytes);
        lists.CopyTo(pixels);
        var rest = pixels.AsSpan(bytes - left);
        read.CopyTo(rest);
        content.ReadClaimed(rest[read.Length..]);
        return new PixelRows(pixels, Lists: null);
    }

    private static byte[] Allocate(int bytes)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(bytes);
        HugePages.Ask(pixels);
        return pixels;
    }
}
