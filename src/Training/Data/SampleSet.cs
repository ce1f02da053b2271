using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Data;

/// <summary>
/// Samples with their answers, held once and shared by every trial: <see cref="Count"/> rows of <see cref="Features"/>
/// inputs, bytes (images) or floats. Bytes that are mostly zero are kept as lists of those that are not.
/// Immutable after construction; safe to read from many threads.
/// </summary>
public sealed class SampleSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly Lock _listing = new();
    private PixelLists? _lists;

    private SampleSet(int count, int features, PixelRows pixels, ReadOnlyMemory<float> values, ReadOnlyMemory<byte> labels, ReadOnlyMemory<float> targets)
    {
        Count = count;
        Features = features;
        (_pixels, _lists, PixelSums) = pixels;
        IsMostlyZero = _lists is not null;
        HasPixels = !_pixels.IsEmpty || IsMostlyZero;
        Values = values;
        Labels = labels;
        Targets = targets;
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Number of inputs of a sample.</summary>
    public int Features { get; }

    /// <summary>Whether inputs are bytes 0–255; else they are floats, or there is no sample.</summary>
    public bool HasPixels { get; }

    /// <summary>Inputs as floats, [Count × Features]; empty when the inputs are bytes.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Class of each sample, [Count]; empty for regression.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Target of each sample, [Count]; empty for classification.</summary>
    public ReadOnlyMemory<float> Targets { get; }

    /// <summary>Bytes that the samples take in memory.</summary>
    public long Bytes => _pixels.Length + (_lists?.Bytes ?? 0) + Labels.Length + (sizeof(float) * ((long)Values.Length + Targets.Length));

    /// <summary>
    /// Whether so many pixels are zero that skipping them pays, of files to judge by their first part as well; they are kept as
    /// <see cref="Lists"/> alone then.
    /// </summary>
    internal bool IsMostlyZero { get; }

    /// <summary>What the pixels enter a fingerprint by (<see cref="PieceSums"/>), when it was made as they were read; null otherwise.</summary>
    internal byte[]? PixelSums { get; }

    /// <summary>Inputs as bytes, [Count × Features]; empty when they are mostly zero, or floats.</summary>
    internal ReadOnlySpan<byte> DensePixels => _pixels.Span;

    /// <summary>The pixels that are not zero, as lists; made when first asked for where they are not kept as such anyway.</summary>
    internal PixelLists Lists
    {
        get
        {
            lock (_listing)
            {
                return _lists ??= PixelLists.Create(_pixels.Span, Features);
            }
        }
    }

    /// <summary>The pixels of one sample, [Features].</summary>
    /// <param name="row">The sample, from 0.</param>
    public byte[] PixelsOf(int row)
    {
        var pixels = new byte[Features];
        CopyPixels(row * (long)Features, pixels);
        return pixels;
    }

    /// <summary>The pixels of every sample, [Count × Features].</summary>
    public byte[] AllPixels()
    {
        var pixels = new byte[HasPixels ? Count * Features : 0];
        CopyPixels(0, pixels);
        return pixels;
    }

    /// <summary>Copies a stretch of [Count × Features] pixels.</summary>
    internal void CopyPixels(long start, Span<byte> destination)
    {
        if (IsMostlyZero)
        {
            Lists.CopyTo(start, destination);
        }
        else
        {
            _pixels.Span.Slice((int)start, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>Samples with byte inputs and class labels, as images are.</summary>
    /// <exception cref="ArgumentException">The lengths do not belong together.</exception>
    public static SampleSet FromPixels(int features, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (pixels.Length != (long)labels.Length * features)
        {
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} samples of {features}.", nameof(pixels));
        }

        return FromPixels(features, PixelRows.Of(pixels, features), labels);
    }

    /// <summary>The same of pixels as they are kept, of which there are so many as labels ask for.</summary>
    internal static SampleSet FromPixels(int features, PixelRows pixels, ReadOnlyMemory<byte> labels) =>
        new(labels.Length, features, pixels, default, labels, default);

    /// <summary>Samples with float inputs and one float target each, for regression.</summary>
    /// <exception cref="ArgumentException">The lengths do not belong together.</exception>
    public static SampleSet FromValues(int features, ReadOnlyMemory<float> values, ReadOnlyMemory<float> targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length != (long)targets.Length * features)
        {
            throw new ArgumentException($"{values.Length} values are not {targets.Length} samples of {features}.", nameof(values));
        }

        return new SampleSet(targets.Length, features, PixelRows.None, values, default, targets);
    }
}
