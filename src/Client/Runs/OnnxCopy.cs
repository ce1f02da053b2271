using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Models.Onnx;

namespace DropoutSweep.Client.Runs;

/// <summary>Writes a model that is kept as safetensors as ONNX, with the same metadata.</summary>
internal static class OnnxCopy
{
    /// <summary>Writes it.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="safetensors">The model's file.</param>
    public static void Write(Stream destination, byte[] safetensors)
    {
        using var source = new MemoryStream(safetensors, writable: false);
        var model = SafetensorsFile.Read(source);
        source.Position = 0;
        var metadata = SafetensorsFile.ReadMetadata(source);
        var scale = metadata.TryGetValue("scale", out var name) && string.Equals(name, "none", StringComparison.Ordinal) ? PixelScale.None : PixelScale.Unit;
        OnnxFile.Write(destination, model, model.Options.Output == OutputKind.Linear ? null : scale, metadata);
    }
}
