using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Data;

/// <summary>
/// Samples with their answers, held once and shared by every trial: <see cref="Count"/> rows of
/// <see cref="Features"/> inputs, kept as bytes (images) or as floats, row after row.
/// Immutable after construction; safe to read from many threads.
/// </summary>
public sealed class SampleSet
{
    private readonly Lock _listing = new();
    private PixelLists? _lists;

    private SampleSet(int count, int features, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<float> values, ReadOnlyMemory<byte> labels, ReadOnlyMemory<float> targets)
    {
        Count = count;
        Features = features;
        Pixels = pixels;
        Values = values;
        Labels = labels;
        Targets = targets;
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Number of inputs of a sample.</summary>
    public int Features { get; }

    /// <summary>Inputs as bytes 0–255, [Count × Features]; empty when the inputs are floats.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Inputs as floats, [Count × Features]; empty when the inputs are bytes.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Class of each sample, [Count]; empty for regression.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Target of each sample, [Count]; empty for classification.</summary>
    public ReadOnlyMemory<float> Targets { get; }

    /// <summary>Bytes that the samples take in memory, without <see cref="Lists"/>.</summary>
    public long Bytes => Pixels.Length + (long)Labels.Length + (sizeof(float) * ((long)Values.Length + Targets.Length));

    /// <summary>Whether so many pixels are zero that skipping them pays.</summary>
    internal bool IsMostlyZero
    {
        get
        {
            // By measurement, skipping pays below about 40 % of inputs that are not zero; MNIST has 19 %.
            const int Probed = 1 << 20;
            var probed = Pixels.Span[..Math.Min(Probed, Pixels.Length)];
            return !probed.IsEmpty && probed.Count((byte)0) > 0.6 * probed.Length;
        }
    }

    /// <summary>Bytes that <see cref="Lists"/> take.</summary>
    internal long BytesOfLists => PixelLists.Bytes(Pixels.Span, Features);

    /// <summary>The pixels that are not zero, as lists; made when first asked for.</summary>
    internal PixelLists Lists
    {
        get
        {
            lock (_listing)
            {
                return _lists ??= PixelLists.Create(Pixels, Features);
            }
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

        return new SampleSet(labels.Length, features, pixels, default, labels, default);
    }

    /// <summary>Samples with float inputs and one float target each, for regression.</summary>
    /// <exception cref="ArgumentException">The lengths do not belong together.</exception>
    public static SampleSet FromValues(int features, ReadOnlyMemory<float> values, ReadOnlyMemory<float> targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length != (long)targets.Length * features)
        {
            throw new ArgumentException($"{values.Length} values are not {targets.Length} samples of {features}.", nameof(values));
        }

        return new SampleSet(targets.Length, features, default, values, default, targets);
    }
}
