using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Data;

/// <summary>The pixels of samples: as they are, or, when they are mostly zero, as lists of those that are not.</summary>
/// <param name="Dense">[samples × features]; empty when there are lists.</param>
/// <param name="Lists">The lists; null when there are none.</param>
/// <param name="Sums">What they enter a fingerprint by (<see cref="PieceSums"/>), when that is known already; null otherwise.</param>
internal sealed record PixelRows(ReadOnlyMemory<byte> Dense, PixelLists? Lists, byte[]? Sums = null)
{
    // By measurement, skipping pays below about 40 % of inputs that are not zero; MNIST has 19 %.
    private const double MostOthers = 0.4;

    /// <summary>No pixels.</summary>
    public static PixelRows None { get; } = new(default, Lists: null);

    /// <summary>Pixels as they are kept.</summary>
    /// <param name="pixels">[samples × features].</param>
    /// <param name="features">Pixels of a sample.</param>
    public static PixelRows Of(ReadOnlyMemory<byte> pixels, int features) =>
        features <= PixelLists.MostFeatures && AreMostlyZero(pixels.Span) ? new PixelRows(default, PixelLists.Create(pixels.Span, features)) : new PixelRows(pixels, Lists: null);

    /// <summary>The most that are not zero among so many that are mostly zero.</summary>
    public static long MostEntries(long pixels) => (long)(MostOthers * pixels);

    /// <summary>Whether so many pixels are zero that skipping them pays.</summary>
    public static bool AreMostlyZero(ReadOnlySpan<byte> pixels) => AreMostlyZero(pixels.Length - pixels.Count((byte)0), pixels.Length);

    /// <summary>The same of so many that are not zero among so many in all; none at all are not.</summary>
    public static bool AreMostlyZero(long others, long pixels) => others < MostOthers * pixels;
}
