using System.Buffers.Binary;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// What the runner puts before the trainer's checkpoint: the seconds that the trial has spent in slots so far,
/// twice (the second time inverted) so that damage is noticed. 16 bytes, little-endian.
/// </summary>
internal static class CheckpointPrefix
{
    private const int Length = 2 * sizeof(long);

    public static void Write(Stream destination, double seconds)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var bits = BitConverter.DoubleToInt64Bits(seconds);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], ~bits);
        destination.Write(bytes);
    }

    /// <exception cref="InvalidDataException">The prefix is damaged or cut short.</exception>
    public static double Read(Stream source)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (source.ReadAtLeast(bytes, Length, throwOnEndOfStream: false) < Length)
        {
            throw new InvalidDataException("The checkpoint is cut short in its first 16 bytes.");
        }

        var bits = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var seconds = BitConverter.Int64BitsToDouble(bits);
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]) != ~bits || !(seconds >= 0) || !double.IsFinite(seconds))
        {
            throw new InvalidDataException("The checkpoint's first 16 bytes are damaged.");
        }

        return seconds;
    }
}
