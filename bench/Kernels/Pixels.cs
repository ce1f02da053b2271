using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Bench.Kernels;

/// <summary>Images like MNIST's in what matters to speed: 784 bytes each, of which 19 % are not zero.</summary>
internal static class Pixels
{
    /// <summary>Bytes of an image.</summary>
    public const int Features = 784;

    /// <summary>Images to choose from.</summary>
    public const int Images = 4_096;

    /// <summary>What a byte is multiplied by.</summary>
    public const float Scale = 1f / 255;

    private const double Inked = 0.19;

    /// <summary>All images, one after another.</summary>
    public static byte[] Create()
    {
        var random = new RandomSequence(1, Purpose.RandomLabels);
        var pixels = new byte[Images * Features];
        foreach (ref var pixel in pixels.AsSpan())
        {
            var word = random.NextUInt32();
            pixel = word < Inked * uint.MaxValue ? (byte)(1 + (word % 255)) : (byte)0;
        }

        return pixels;
    }

    /// <summary>A batch's images, shuffled.</summary>
    public static int[] Order(int rows)
    {
        var order = new int[Images];
        Permutation.Fill(order, new RandomSequence(2, Purpose.RandomLabels));
        return order[..rows];
    }
}
