using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Models;

public sealed class SafetensorsFileTests
{
    private static readonly TrainedModel Model = Train("momentum-at-inference");
    private static readonly byte[] Whole = Write(Model);

    [Theory]
    [InlineData("adam-bernoulli")]
    [InlineData("sgd-gaussian")]
    [InlineData("no-hidden-clip-value-best-loss")]
    [InlineData("regression")]
    public void Read_OfAWrittenModel_GivesItBack(string name)
    {
        var model = Train(name);
        var read = SafetensorsFile.Read(new MemoryStream(Write(model)));
        Assert.Equal(model.Sha256(), read.Sha256());
        Assert.Equivalent(model, read, strict: true);
    }

    [Fact]
    public void Write_Twice_WritesTheSameBytes() => Assert.Equal(Whole, Write(SafetensorsFile.Read(new MemoryStream(Whole))));

    [Fact]
    public void Write_OfAModel_FollowsTheFormat()
    {
        var length = BinaryPrimitives.ReadInt64LittleEndian(Whole);
        Assert.Equal(0, length % 8);
        using var header = JsonDocument.Parse(Whole.AsMemory(8, (int)length));
        var tensors = header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__").ToArray();
        Assert.Equal(["layers.0.kernel", "layers.0.bias", "layers.1.kernel", "layers.1.bias", "layers.2.kernel", "layers.2.bias"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([50, 70], tensors[0].Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal([0, 14000], tensors[0].Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()));
        Assert.All(header.RootElement.GetProperty("__metadata__").EnumerateObject(), entry => Assert.Equal(JsonValueKind.String, entry.Value.ValueKind));
        var last = tensors[^1].Value.GetProperty("data_offsets")[1].GetInt64();
        Assert.Equal(Whole.Length, 8 + length + last);
        Assert.Equal(Model.Layers[0].Weights[1], BinaryPrimitives.ReadSingleLittleEndian(Whole.AsSpan(8 + (int)length + 4)));
    }

    [Fact]
    public async Task Write_OfAModel_IsReadByPython()
    {
        // The format's own definition in a few lines: the package is rarely installed.
        const string script = """
            import json, struct, sys
            data = open(sys.argv[1], 'rb').read()
            n = struct.unpack('<Q', data[:8])[0]
            header = json.loads(data[8:8 + n])
            assert data[8:9] == b'{' and all(type(v) is str for v in header['__metadata__'].values())
            total = 0
            for name, t in header.items():
                if name != '__metadata__':
                    begin, end = t['data_offsets']
                    size = 4
                    for s in t['shape']:
                        size *= s
                    assert t['dtype'] == 'F32' and begin == total and end - begin == size, name
                    total = end
                    values = struct.unpack('<%df' % (size // 4), data[8 + n + begin:8 + n + end])
                    print(name, t['shape'], '%.9g' % sum(values))
            assert 8 + n + total == len(data)
            """;
        var python = new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(python is null, "There is no python3 on this machine.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, Whole, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", script, file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            Assert.Contains($"layers.0.kernel [50, 70] {Sum(Model.Layers[0].Weights):g9}", output, StringComparison.Ordinal);
            Assert.Contains($"layers.2.bias [5] {Sum(Model.Layers[2].Biases):g9}", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        static double Sum(float[] values) => values.Aggregate(0.0, (sum, value) => sum + value);
    }

    [Fact]
    public void Write_WithMetadata_KeepsIt()
    {
        var bytes = Write(Model, new Dictionary<string, string>(StringComparer.Ordinal) { ["trial"] = "17", ["name"] = "größter \"Fund\"" });
        var metadata = Header(bytes)["__metadata__"]!.AsObject();
        Assert.Equal("17", (string?)metadata["trial"]);
        Assert.Equal("größter \"Fund\"", (string?)metadata["name"]);
        Assert.Equal(Model.Sha256(), SafetensorsFile.Read(new MemoryStream(bytes)).Sha256());
        Assert.Throws<ArgumentException>(() => Write(Model, new Dictionary<string, string>(StringComparer.Ordinal) { ["dropoutsweep.model"] = "mine" }));
    }

    [Fact]
    public void Read_OfATruncatedOrLongerFile_IsRefused()
    {
        var random = new RandomSequence(3, Purpose.RandomLabels);
        var lengths = Enumerable.Range(0, 200).Concat(Enumerable.Range(0, 100).Select(_ => random.NextInt32(Whole.Length))).Append(Whole.Length - 1);
        Assert.All(lengths, length => Refuse(Whole[..length]));
        Refuse([.. Whole, 0]);
    }

    [Fact]
    public void Read_OfAHeaderWithAByteChanged_IsRefusedOrStillAModel()
    {
        // A changed letter of free text, or of a rate, is still a model: the format has no checksum. Nothing else may come of it.
        var random = new RandomSequence(4, Purpose.RandomLabels);
        var header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(Whole);
        var refused = 0;
        for (var place = 0; place < header; place++)
        {
            var damaged = Whole.ToArray();
            damaged[place] ^= (byte)(1 << random.NextInt32(8));
            try
            {
                Assert.Equal(Model.Sha256(), SafetensorsFile.Read(new MemoryStream(damaged)).Sha256());
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, header / 2, header);
    }

    [Theory]
    [InlineData("dtype", "\"F64\"", "not F32")]
    [InlineData("shape", "[70, 50]", "does not fit")]
    [InlineData("shape", "[3500]", "2 sizes")]
    [InlineData("shape", "[50, -70]", "2 sizes")]
    [InlineData("shape", "[50, 99999999999]", "Not a model")]
    [InlineData("shape", "[8388608, 16777216]", "lies at")]
    [InlineData("data_offsets", "[4, 14004]", "lies at")]
    [InlineData("data_offsets", "[0]", "lies at")]
    [InlineData("data_offsets", "{}", "Not a model")]
    public void Read_OfATensorThatIsNotAsWritten_SaysWhy(string property, string value, string reason)
    {
        var header = Header(Whole);
        header["layers.0.kernel"]![property] = JsonNode.Parse(value);
        Assert.Contains(reason, Refuse(WithHeader(header)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "incomplete")]
    [InlineData("{\"hidden\": null}", "")]
    [InlineData("{\"hidden\": [null]}", "incomplete")]
    [InlineData("{}", "")]
    [InlineData("{\"hidden\": []}", "")]
    [InlineData("[", "Not a model")]
    public void Read_OfAnotherModelDescription_IsRefused(string model, string reason)
    {
        var header = Header(Whole);
        header["__metadata__"]!["dropoutsweep.model"] = model;
        Assert.Contains(reason, Refuse(WithHeader(header)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfForeignFiles_IsRefused()
    {
        var header = Header(Whole);
        header["another"] = header["layers.0.bias"]!.DeepClone();
        Assert.Contains("more tensors", Refuse(WithHeader(header)), StringComparison.Ordinal);
        header = Header(Whole);
        header.Remove("__metadata__");
        Assert.Contains("Not a model", Refuse(WithHeader(header)), StringComparison.Ordinal);
        Assert.Contains("Not a model", Refuse(WithHeader(JsonNode.Parse("[1, 2]")!)), StringComparison.Ordinal);
        Assert.Contains("header would be", Refuse("not a safetensors file at all"u8.ToArray()), StringComparison.Ordinal);
    }

    private static string Refuse(byte[] file) => Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(file))).Message;

    private static JsonObject Header(byte[] file) => JsonNode.Parse(file.AsSpan(8, (int)BinaryPrimitives.ReadInt64LittleEndian(file)))!.AsObject();

    private static byte[] WithHeader(JsonNode header)
    {
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. Whole[(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(Whole))..]];
    }

    private static byte[] Write(TrainedModel model, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var file = new MemoryStream();
        SafetensorsFile.Write(file, model, metadata);
        return file.ToArray();
    }

    private static TrainedModel Train(string name)
    {
        var trainer = Scenarios.Create(name).Start();
        trainer.Run(observer: null, CancellationToken.None);
        return trainer.Model!;
    }
}
