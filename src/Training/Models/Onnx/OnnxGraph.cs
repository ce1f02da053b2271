namespace DropoutSweep.Training.Models.Onnx;

/// <summary>A graph as it is put together: nodes and constants of float32 (onnx.proto: GraphProto).</summary>
/// <param name="name">Its name.</param>
internal sealed class OnnxGraph(string name)
{
    private const int FloatType = 1;
    private const int IntAttribute = 2;

    private readonly List<Action<ProtobufWriter>> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _constants = [];
    private readonly List<Action<ProtobufWriter>> _inputs = [];
    private readonly List<Action<ProtobufWriter>> _outputs = [];

    /// <summary>A tensor of constants.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string constant, ReadOnlySpan<int> shape, float[] values)
    {
        int[] sizes = [.. shape];
        _constants.Add(tensor =>
        {
            foreach (var size in sizes)
            {
                tensor.Number(1, size);
            }

            tensor.Number(2, FloatType);
            tensor.Text(8, constant);
            tensor.Floats(9, values);
        });
        return constant;
    }

    /// <summary>An operation of one output, which bears the node's name.</summary>
    /// <returns>The output's name.</returns>
    public string Node(string operation, string output, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, long Value)> attributes)
    {
        _nodes.Add(node =>
        {
            foreach (var input in inputs)
            {
                node.Text(1, input);
            }

            node.Text(2, output);
            node.Text(3, output);
            node.Text(4, operation);
            foreach (var (attribute, value) in attributes)
            {
                node.Message(5, message =>
                {
                    message.Text(1, attribute);
                    message.Number(3, value);
                    message.Number(20, IntAttribute);
                });
            }
        });
        return output;
    }

    /// <summary>Declares an input of [batch, <paramref name="size"/>].</summary>
    public void Input(string input, int size, string documentation) => _inputs.Add(value => Value(value, input, size, documentation));

    /// <summary>Declares an output of [batch, <paramref name="size"/>].</summary>
    public void Output(string output, int size, string documentation) => _outputs.Add(value => Value(value, output, size, documentation));

    /// <summary>Writes the graph.</summary>
    public void Write(ProtobufWriter graph)
    {
        _nodes.ForEach(node => graph.Message(1, node));
        graph.Text(2, name);
        _constants.ForEach(constant => graph.Message(5, constant));
        _inputs.ForEach(input => graph.Message(11, input));
        _outputs.ForEach(output => graph.Message(12, output));
    }

    private static void Value(ProtobufWriter value, string valueName, int size, string documentation)
    {
        value.Text(1, valueName);
        value.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, FloatType);
            tensor.Message(2, shape =>
            {
                shape.Message(1, dimension => dimension.Text(2, "batch"));
                shape.Message(1, dimension => dimension.Number(1, size));
            });
        }));
        value.Text(3, documentation);
    }
}
