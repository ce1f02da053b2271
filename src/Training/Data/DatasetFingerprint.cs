using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DropoutSweep.Training.Data;

/// <summary>The identity of a data set's content, whatever it is named and wherever it came from.</summary>
public static class DatasetFingerprint
{
    // Content is hashed in pieces of this size, side by side unless it was as it was read; part of the fingerprint's definition.
    internal const int PieceBytes = 1 << 20;

    /// <summary>
    /// SHA-256 (64 lower-case hex digits) over task, classes, image size, and of training and test set the counts and
    /// the contents. A content enters as the SHA-256 sums of its pieces of 1 MiB, floats as little-endian bytes, so
    /// that a large set is hashed on all cores.
    /// </summary>
    public static string Compute(LearningTask task, int classes, int width, int height, SampleSet train, SampleSet test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("dropoutsweep-dataset-1"u8);
        Append(hash, (int)task, classes, width, height);
        Append(hash, train);
        Append(hash, test);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, SampleSet samples)
    {
        Append(hash, samples.Count, samples.Features, samples.HasPixels ? 0 : 1, samples.Labels.IsEmpty ? 1 : 0);
        if (samples.PixelSums is { } sums)
        {
            hash.AppendData(sums);
        }
        else
        {
            AppendPieces(hash, samples.HasPixels ? samples.Count * samples.Features : 0, samples.CopyPixels);
        }

        AppendPieces(hash, samples.Labels);
        AppendPieces(hash, LittleEndian(samples.Values.Span));
        AppendPieces(hash, LittleEndian(samples.Targets.Span));
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }

    private static void AppendPieces(IncrementalHash hash, ReadOnlyMemory<byte> content) =>
        AppendPieces(hash, content.Length, (from, piece) => content.Span.Slice((int)from, piece.Length).CopyTo(piece));

    /// <summary>Appends the sums of a content's pieces, which is copied stretch by stretch.</summary>
    internal static void AppendPieces(IncrementalHash hash, int length, Action<long, Span<byte>> copy)
    {
        var pieces = (int)((length + (PieceBytes - 1L)) / PieceBytes);
        var sums = new byte[pieces * SHA256.HashSizeInBytes];
        Parallel.For(0, pieces, piece =>
        {
            var from = piece * PieceBytes;
            var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
            var content = buffer.AsSpan(0, Math.Min(PieceBytes, length - from));
            copy(from, content);
            SHA256.HashData(content, sums.AsSpan(piece * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            ArrayPool<byte>.Shared.Return(buffer);
        });
        hash.AppendData(sums);
    }

    private static byte[] LittleEndian(ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return bytes;
        }

        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return bytes;
    }
}
