using System.Reflection;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Models.Onnx;

/// <summary>
/// Models as ONNX files, for programs that others wrote. The graph is the network in evaluation mode: float32, any batch size,
/// input <c>pixels</c> (0–255, scaled within the graph as in training) or <c>inputs</c>; outputs <c>logits</c> and
/// <c>probabilities</c> (softmax, or for a sigmoid output each class's sigmoid) for a classifier, <c>prediction</c> for a regression.
/// </summary>
/// <remarks>
/// Operators: Mul, Gemm, Relu, Tanh, Sigmoid, Softmax, as opset 17 defines them and no later one has changed for these types; runtimes since
/// 2022 read it. A factor 1 − p that dropout asks for at inference is a Mul of its own. Field numbers are those of onnx.proto3.
/// </remarks>
public static class OnnxFile
{
    /// <summary>The operator set that is asked for.</summary>
    public const int Opset = 17;

    private const int IrVersion = 8;

    // Protocol buffers end at 2 GiB; the rest is for everything but weights.
    private const long MaxParameterBytes = int.MaxValue - (1L << 20);

    /// <summary>Writes a model.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="pixels">How pixels became inputs in training; null for a model whose inputs are numbers, not pixels.</param>
    /// <param name="metadata">Text by key, kept in the file (<c>metadata_props</c>); null for none.</param>
    /// <exception cref="ArgumentException">The model is larger than the format allows, 2 GiB.</exception>
    public static void Write(Stream destination, TrainedModel model, PixelScale? pixels, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(model);
        var bytes = model.Layers.Sum(static layer => layer.Bytes);
        if (bytes > MaxParameterBytes)
        {
            throw new ArgumentException($"The model's parameters are {bytes} bytes; an ONNX file holds at most {MaxParameterBytes}.", nameof(model));
        }

        var graph = Graph(model, pixels);
        var file = new ProtobufWriter();
        file.Number(1, IrVersion);
        file.Text(2, "DropoutSweep");
        file.Text(3, typeof(OnnxFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");
        file.Number(5, 1);
        file.Message(7, graph.Write);
        file.Message(8, opset => opset.Number(2, Opset));
        foreach (var (key, value) in (metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            file.Message(14, entry =>
            {
                entry.Text(1, key);
                entry.Text(2, value);
            });
        }

        destination.Write(file.Written);
    }

    private static OnnxGraph Graph(TrainedModel model, PixelScale? pixels)
    {
        var graph = new OnnxGraph("network");
        var value = pixels is null ? "inputs" : "pixels";
        graph.Input(value, model.Inputs, pixels is null ? "the inputs, as in training" : "brightness 0-255, row after row; scaled within the graph as in training");
        if (pixels == PixelScale.Unit)
        {
            value = Multiply(graph, "scaled", value, 1f / 255);
        }

        value = AtInference(graph, model.Options, "input", value, model.Options.InputDropout);
        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            var last = i == model.Layers.Count - 1;
            // [units × inputs] and transB, as PyTorch exports a linear layer: some runtimes read Gemm in no other form.
            var weight = graph.Constant($"layers.{i}.weight", [layer.Units, layer.Inputs], Transpose(layer));
            var bias = graph.Constant($"layers.{i}.bias", [layer.Units], layer.Biases);
            var sums = last ? OutputName(model.Options.Output) : $"layers.{i}.sums";
            value = graph.Node("Gemm", sums, [value, weight, bias], ("transB", 1));
            if (!last)
            {
                var hidden = model.Options.Hidden[i];
                value = Activate(graph, hidden.Activation, $"layers.{i}", value);
                value = AtInference(graph, model.Options, $"layers.{i}", value, hidden.Dropout);
            }
        }

        Outputs(graph, model, value);
        return graph;
    }

    private static float[] Transpose(DenseWeights layer)
    {
        var transposed = new float[layer.Weights.Length];
        for (var i = 0; i < transposed.Length; i++)
        {
            transposed[((i % layer.Units) * layer.Inputs) + (i / layer.Units)] = layer.Weights[i];
        }

        return transposed;
    }

    private static string OutputName(OutputKind output) => output == OutputKind.Linear ? "prediction" : "logits";

    private static void Outputs(OnnxGraph graph, TrainedModel model, string sums)
    {
        switch (model.Options.Output)
        {
            case OutputKind.Softmax:
                graph.Output(sums, model.Outputs, "before softmax");
                graph.Output(graph.Node("Softmax", "probabilities", [sums], ("axis", 1)), model.Outputs, "one probability a class");
                break;
            case OutputKind.Sigmoid:
                graph.Output(sums, model.Outputs, "before sigmoid; their argmax cannot saturate");
                graph.Output(graph.Node("Sigmoid", "probabilities", [sums]), model.Outputs, "each class's sigmoid; they do not sum to 1");
                break;
            case OutputKind.Linear:
                graph.Output(sums, model.Outputs, "the prediction");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(model), model.Options.Output, "No such output.");
        }
    }

    private static string Activate(OnnxGraph graph, Activation activation, string layer, string sums) => activation switch
    {
        Activation.Relu => graph.Node("Relu", $"{layer}.activated", [sums]),
        Activation.Tanh => graph.Node("Tanh", $"{layer}.activated", [sums]),
        Activation.Sigmoid => graph.Node("Sigmoid", $"{layer}.activated", [sums]),
        Activation.None => sums,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation."),
    };

    private static string AtInference(OnnxGraph graph, ModelOptions options, string layer, string value, double rate) =>
        options is { DropoutKind: DropoutKind.Bernoulli, DropoutScaling: DropoutScaling.AtInference } && rate > 0
            ? Multiply(graph, $"{layer}.compensated", value, (float)(1 - rate))
            : value;

    private static string Multiply(OnnxGraph graph, string output, string value, float factor) =>
        graph.Node("Mul", output, [value, graph.Constant($"{output}.factor", [], [factor])]);
}
