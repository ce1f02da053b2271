using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Models;

/// <summary>
/// Models as safetensors files: a little-endian 64-bit header length, a JSON header, then the tensors.
/// Layer i (from 0, the output layer last) is <c>layers.i.kernel</c>, [inputs × units] row-major, and
/// <c>layers.i.bias</c>, [units], both F32, as Keras shapes them. The architecture is in the metadata under
/// <c>dropoutsweep.model</c>.
/// </summary>
public static class SafetensorsFile
{
    private const string ModelKey = "dropoutsweep.model";
    private const int MaxHeaderBytes = 100_000_000;

    /// <summary>Writes a model.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="metadata">Further text by key for the header; null for none.</param>
    public static void Write(Stream destination, TrainedModel model, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(model);
        var header = Header(model, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        destination.Write(length);
        destination.Write(header);
        foreach (var layer in model.Layers)
        {
            destination.Write(MemoryMarshal.AsBytes<float>(layer.Weights));
            destination.Write(MemoryMarshal.AsBytes<float>(layer.Biases));
        }
    }

    /// <summary>Reads a model that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no model of this program.</exception>
    public static TrainedModel Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> prefix = stackalloc byte[8];
        ReadExactly(source, prefix);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaxHeaderBytes)
        {
            throw new InvalidDataException($"Not a safetensors file: the header would be {length} bytes long.");
        }

        var bytes = new byte[length];
        ReadExactly(source, bytes);
        try
        {
            using var header = JsonDocument.Parse(bytes);
            return ReadTensors(source, header.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Not a model of this program: {error.Message}", error);
        }
    }

    private static TrainedModel ReadTensors(Stream source, JsonElement header)
    {
        var options = JsonSerializer.Deserialize(header.GetProperty("__metadata__").GetProperty(ModelKey).GetString()!, TrainingJson.Default.ModelOptions)!;
        var layers = new List<DenseWeights>();
        for (var i = 0; i <= options.Hidden.Count; i++)
        {
            var shape = header.GetProperty($"layers.{i}.kernel").GetProperty("shape");
            var (inputs, units) = (shape[0].GetInt32(), shape[1].GetInt32());
            if (inputs < 1 || units is < 1 or > TrainingLimits.MaxUnits || (i > 0 && inputs != layers[i - 1].Units))
            {
                throw new InvalidDataException($"Layer {i} has shape [{inputs}, {units}], which does not fit.");
            }

            var layer = new DenseWeights(inputs, units, new float[checked(inputs * units)], new float[units]);
            ReadExactly(source, MemoryMarshal.AsBytes(layer.Weights.AsSpan()));
            ReadExactly(source, MemoryMarshal.AsBytes(layer.Biases.AsSpan()));
            layers.Add(layer);
        }

        return new TrainedModel { Options = options, Inputs = layers[0].Inputs, Outputs = layers[^1].Units, Layers = layers };
    }

    private static byte[] Header(TrainedModel model, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            writer.WriteString(ModelKey, JsonSerializer.Serialize(model.Options, TrainingJson.Default.ModelOptions));
            foreach (var (key, value) in (metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            var offset = 0L;
            for (var i = 0; i < model.Layers.Count; i++)
            {
                var layer = model.Layers[i];
                WriteTensor(writer, $"layers.{i}.kernel", [layer.Inputs, layer.Units], ref offset);
                WriteTensor(writer, $"layers.{i}.bias", [layer.Units], ref offset);
            }

            writer.WriteEndObject();
        }

        // Spaces up to a multiple of 8, so that the tensors are aligned.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter writer, string name, ReadOnlySpan<int> shape, ref long offset)
    {
        var length = (long)sizeof(float);
        writer.WriteStartObject(name);
        writer.WriteString("dtype", "F32");
        writer.WriteStartArray("shape");
        foreach (var size in shape)
        {
            writer.WriteNumberValue(size);
            length *= size;
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(offset);
        writer.WriteNumberValue(offset += length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void ReadExactly(Stream source, Span<byte> buffer)
    {
        try
        {
            source.ReadExactly(buffer);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("The file ends too early.", error);
        }
    }
}
