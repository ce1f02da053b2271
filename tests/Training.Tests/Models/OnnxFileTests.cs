using System.Text;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models.Onnx;
using DropoutSweep.Training.Tests.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Models;

public sealed class OnnxFileTests
{
    [Fact]
    public void Write_OfNumbersAndText_FollowsTheWireFormat()
    {
        // The examples of protobuf's own page on its encoding.
        var writer = new ProtobufWriter();
        writer.Number(1, 150);
        writer.Text(2, "testing");
        writer.Message(3, inner => inner.Number(1, 150));
        Assert.Equal("089601120774657374696e671a03089601", Convert.ToHexStringLower(writer.Written));
    }

    [Fact]
    public void Write_Twice_WritesTheSameBytes()
    {
        var model = InspectionCase.Train(InspectionCase.Options(0.2));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "größter Fund" };
        Assert.Equal(Write(metadata), Write(metadata.Reverse().ToDictionary(StringComparer.Ordinal)));
        Assert.Contains("größter Fund", Encoding.UTF8.GetString(Write(metadata)), StringComparison.Ordinal);

        byte[] Write(Dictionary<string, string> properties)
        {
            using var file = new MemoryStream();
            OnnxFile.Write(file, model, PixelScale.Unit, properties);
            return file.ToArray();
        }
    }
}
