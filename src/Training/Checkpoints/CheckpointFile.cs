using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Networks;

namespace DropoutSweep.Training.Checkpoints;

/// <summary>
/// A checkpoint: magic, version, the payload's length, its SHA-256, the payload. The payload is the SHA-256 of each
/// part of the fingerprint of the run it belongs to, the progress, every parameter and every optimizer slot in storage order.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;
    private const int MaxPayload = 2_000_000_000;
    private const int ReadBytes = 1 << 20;

    // More than the fingerprint with the progress take, and than an epoch's metrics do as JSON.
    private const int MostOfProgress = 4_096;
    private const int MostOfEpoch = 1_024;

    private static ReadOnlySpan<byte> Magic => "DSWEEPCK"u8;

    /// <param name="destination">Where to.</param>
    /// <param name="identity">What it belongs to: the parts of the fingerprint.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="network">The parameters.</param>
    /// <param name="backpropagation">The optimizer's slots.</param>
    public static void Write(Stream destination, IReadOnlyList<(string Name, string Text)> identity, TrainingProgress progress, DenseNetwork network, Backpropagation backpropagation)
    {
        // Of its whole size at once: a growing buffer would take three times the room for a moment.
        using var payload = new MemoryStream(Size(progress, network, backpropagation));
        using (var writer = new BinaryWriter(payload, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            foreach (var (_, text) in identity)
            {
                writer.Write(ConfigurationFingerprint.Sum(text));
            }

            WriteProgress(writer, progress);
            foreach (var matrix in Matrices(network, backpropagation))
            {
                writer.Write(MemoryMarshal.AsBytes(matrix.Storage));
            }
        }

        var bytes = payload.GetBuffer().AsSpan(0, (int)payload.Length);
        using var header = new BinaryWriter(destination, System.Text.Encoding.UTF8, leaveOpen: true);
        header.Write(Magic);
        header.Write(Version);
        header.Write(bytes.Length);
        header.Write(SHA256.HashData(bytes));
        header.Write(bytes);
    }

    /// <exception cref="InvalidDataException">Damaged, of another version, or not of this identity.</exception>
    public static TrainingProgress Read(Stream source, IReadOnlyList<(string Name, string Text)> identity, DenseNetwork network, Backpropagation backpropagation)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(ReadPayload(source)));
            CheckIdentity(reader, identity);
            var progress = ReadProgress(reader, network);
            foreach (var matrix in Matrices(network, backpropagation))
            {
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(matrix.Storage));
            }

            network.RefreshTransposed();
            return progress;
        }
        catch (Exception error) when (error is EndOfStreamException or JsonException or FormatException or OverflowException)
        {
            throw new InvalidDataException("The checkpoint is damaged: it ends too early or cannot be read.", error);
        }
    }

    private static byte[] ReadPayload(Stream source)
    {
        using var reader = new BinaryReader(source, System.Text.Encoding.UTF8, leaveOpen: true);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException("Not a checkpoint: it does not begin with DSWEEPCK.");
        }

        var version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"The checkpoint is of version {version}; this program reads version {Version}.");
        }

        var length = reader.ReadInt32();
        if (length is < 0 or > MaxPayload)
        {
            throw new InvalidDataException($"The checkpoint is damaged: its payload would be {length} bytes long.");
        }

        var sum = reader.ReadBytes(SHA256.HashSizeInBytes);
        var payload = source.CanSeek ? ReadAtOnce(source, length) : ReadInPieces(reader, length);
        return SHA256.HashData(payload).AsSpan().SequenceEqual(sum)
            ? payload
            : throw new InvalidDataException("The checkpoint is damaged: its checksum does not match.");
    }

    private static byte[] ReadAtOnce(Stream source, int length)
    {
        if (source.Length - source.Position < length)
        {
            throw new InvalidDataException("The checkpoint is damaged: it ends too early.");
        }

        var payload = GC.AllocateUninitializedArray<byte>(length);
        source.ReadExactly(payload);
        return payload;
    }

    // A damaged length must not ask for gigabytes before the end of the file is seen.
    private static byte[] ReadInPieces(BinaryReader reader, int length)
    {
        using var payload = new MemoryStream();
        while (payload.Length < length)
        {
            var piece = reader.ReadBytes((int)Math.Min(ReadBytes, length - payload.Length));
            if (piece.Length == 0)
            {
                throw new InvalidDataException("The checkpoint is damaged: it ends too early.");
            }

            payload.Write(piece);
        }

        return payload.ToArray();
    }

    private static void CheckIdentity(BinaryReader reader, IReadOnlyList<(string Name, string Text)> identity)
    {
        var others = new List<string>();
        foreach (var (name, text) in identity)
        {
            if (!reader.ReadBytes(SHA256.HashSizeInBytes).AsSpan().SequenceEqual(ConfigurationFingerprint.Sum(text)))
            {
                others.Add(name);
            }
        }

        if (others.Count > 0)
        {
            throw new InvalidDataException($"The checkpoint belongs to another run: not the same {string.Join(", ", others)}.");
        }
    }

    private static void WriteProgress(BinaryWriter writer, TrainingProgress progress)
    {
        writer.Write(JsonSerializer.Serialize(progress.Epochs, TrainingJson.Default.IReadOnlyListEpochMetrics));
        writer.Write(progress.Batch);
        writer.Write(progress.Step);
        writer.Write(progress.Loss);
        writer.Write(progress.Samples);
        writer.Write(progress.Right);
        writer.Write(progress.StoppedEarly);
        writer.Write(progress.BestEpoch);
        writer.Write(progress.BestWeights is not null);
        foreach (var layer in progress.BestWeights ?? [])
        {
            writer.Write(MemoryMarshal.AsBytes<float>(layer.Weights));
            writer.Write(MemoryMarshal.AsBytes<float>(layer.Biases));
        }
    }

    private static TrainingProgress ReadProgress(BinaryReader reader, DenseNetwork network)
    {
        var progress = new TrainingProgress
        {
            Epochs = [.. JsonSerializer.Deserialize(reader.ReadString(), TrainingJson.Default.IReadOnlyListEpochMetrics)!],
            Batch = reader.ReadInt32(),
            Step = reader.ReadInt64(),
            Loss = reader.ReadDouble(),
            Samples = reader.ReadInt32(),
            Right = reader.ReadInt32(),
            StoppedEarly = reader.ReadBoolean(),
            BestEpoch = reader.ReadInt32(),
        };
        if (!reader.ReadBoolean())
        {
            return progress;
        }

        var best = new List<DenseWeights>(network.Layers.Count);
        foreach (var layer in network.Layers)
        {
            var weights = new DenseWeights(layer.Inputs, layer.Units, new float[layer.Inputs * layer.Units], new float[layer.Units]);
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.Weights.AsSpan()));
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.Biases.AsSpan()));
            best.Add(weights);
        }

        progress.BestWeights = best;
        return progress;
    }

    private static int Size(TrainingProgress progress, DenseNetwork network, Backpropagation backpropagation)
    {
        var bytes = MostOfProgress + (MostOfEpoch * (long)progress.Epochs.Count);
        bytes += sizeof(float) * Matrices(network, backpropagation).Sum(matrix => (long)matrix.Storage.Length);
        bytes += (progress.BestWeights ?? []).Sum(static layer => layer.Bytes);
        return (int)Math.Min(bytes, MaxPayload);
    }

    private static IEnumerable<PanelMatrix> Matrices(DenseNetwork network, Backpropagation backpropagation) =>
        network.Layers.SelectMany(layer => new[] { layer.Weights, layer.Biases }).Concat(backpropagation.Slots);
}
