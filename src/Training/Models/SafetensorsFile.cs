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
    private const int MaxSize = 1 << 24;

    /// <summary>Writes a model.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="metadata">Further text by key for the header; null for none.</param>
    /// <exception cref="ArgumentException">The metadata uses the key <c>dropoutsweep.model</c>.</exception>
    public static void Write(Stream destination, TrainedModel model, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(model);
        if (metadata?.ContainsKey(ModelKey) == true)
        {
            throw new ArgumentException($"The key {ModelKey} is the model's own.", nameof(metadata));
        }

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
    public static TrainedModel Read(Stream source) => ReadHeader(source, header => ReadTensors(source, header));

    /// <summary>Reads the text by key that <see cref="Write"/> was given; the stream is left behind the header.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream source) => ReadHeader(
        source,
        header => header.GetProperty("__metadata__").EnumerateObject()
            .Where(entry => !string.Equals(entry.Name, ModelKey, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? string.Empty, StringComparer.Ordinal));

    private static T ReadHeader<T>(Stream source, Func<JsonElement, T> read)
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
            return read(header.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Not a model of this program: {error.Message}", error);
        }
    }

    private static TrainedModel ReadTensors(Stream source, JsonElement header)
    {
        var options = ReadOptions(header);
        var shapes = new List<(int Inputs, int Units)>();
        var offset = 0L;
        for (var i = 0; i <= options.Hidden.Count; i++)
        {
            var kernel = Tensor(header, $"layers.{i}.kernel", dimensions: 2, ref offset);
            var bias = Tensor(header, $"layers.{i}.bias", dimensions: 1, ref offset);
            var (inputs, units) = (kernel[0], kernel[1]);
            var fits = bias[0] == units && (i == 0 || inputs == shapes[i - 1].Units) && (i == options.Hidden.Count || units == options.Hidden[i].Units);
            if (!fits || (long)inputs * units > Array.MaxLength)
            {
                throw new InvalidDataException($"Layer {i} has a kernel of [{inputs}, {units}] and a bias of [{bias[0]}], which does not fit the model.");
            }

            shapes.Add((inputs, units));
        }

        if (header.EnumerateObject().Count() != 1 + (2 * shapes.Count))
        {
            throw new InvalidDataException("The file holds more tensors than the model has.");
        }

        if (source.CanSeek && source.Length - source.Position != offset)
        {
            throw new InvalidDataException($"The tensors are {source.Length - source.Position} bytes, not {offset}.");
        }

        var layers = shapes.ConvertAll(shape => ReadLayer(source, shape.Inputs, shape.Units));
        if (source.ReadByte() >= 0)
        {
            throw new InvalidDataException("The file goes on after its tensors.");
        }

        return new TrainedModel { Options = options, Inputs = layers[0].Inputs, Outputs = layers[^1].Units, Layers = layers };
    }

    private static ModelOptions ReadOptions(JsonElement header)
    {
        var text = header.GetProperty("__metadata__").GetProperty(ModelKey).GetString();
        var options = text is null ? null : JsonSerializer.Deserialize(text, TrainingJson.Default.ModelOptions);
        if (options?.Hidden is null || options.Hidden.Any(layer => layer is null))
        {
            throw new InvalidDataException($"The model under {ModelKey} is incomplete.");
        }

        var errors = ConfigurationValidator.Check(new TrainingConfiguration { Model = options, Objective = new ObjectiveOptions { Metric = ObjectiveMetric.ValidationLoss } });
        return errors.Count == 0 ? options : throw new InvalidDataException($"The model under {ModelKey} is out of range: {errors[0]}");
    }

    // The shape, once type and place are as this program writes them: tensors one after another, without gaps.
    private static int[] Tensor(JsonElement header, string name, int dimensions, ref long offset)
    {
        var tensor = header.GetProperty(name);
        int[] shape = [.. tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        if (shape.Length != dimensions || shape.Any(size => size is < 1 or > MaxSize))
        {
            throw new InvalidDataException($"Tensor {name} has shape [{string.Join(", ", shape)}]; {dimensions} sizes of 1 to {MaxSize} are expected.");
        }

        var type = tensor.GetProperty("dtype").GetString();
        if (!string.Equals(type, "F32", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"Tensor {name} is of type {type}, not F32.");
        }

        var begin = offset;
        offset += sizeof(float) * shape.Aggregate(1L, (length, size) => length * size);
        long[] place = [.. tensor.GetProperty("data_offsets").EnumerateArray().Select(value => value.GetInt64())];
        return place.AsSpan().SequenceEqual([begin, offset])
            ? shape
            : throw new InvalidDataException($"Tensor {name} lies at [{string.Join(", ", place)}], not [{begin}, {offset}].");
    }

    private static DenseWeights ReadLayer(Stream source, int inputs, int units)
    {
        var layer = new DenseWeights(inputs, units, new float[inputs * units], new float[units]);
        ReadExactly(source, MemoryMarshal.AsBytes(layer.Weights.AsSpan()));
        ReadExactly(source, MemoryMarshal.AsBytes(layer.Biases.AsSpan()));
        return layer;
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
