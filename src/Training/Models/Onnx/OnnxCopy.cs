using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Models.Onnx;

/// <summary>Writes a model that is kept as safetensors as ONNX, with the same metadata.</summary>
public static class OnnxCopy
{
    /// <summary>Writes it.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="safetensors">The model's file, which <see cref="SafetensorsFile"/> wrote. Its key <c>scale</c> says how pixels became inputs.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds no model of this program.</exception>
    public static void Write(Stream destination, byte[] safetensors)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(safetensors);
        using var source = new MemoryStream(safetensors, writable: false);
        var model = SafetensorsFile.Read(source);
        source.Position = 0;
        var metadata = SafetensorsFile.ReadMetadata(source);
        var scale = metadata.TryGetValue("scale", out var name) && string.Equals(name, "none", StringComparison.Ordinal) ? PixelScale.None : PixelScale.Unit;
        OnnxFile.Write(destination, model, model.Options.Output == OutputKind.Linear ? null : scale, metadata);
    }
}
