using System.Globalization;
using System.Text;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>A network as a table, laid out as Keras's <c>model.summary()</c> prints it.</summary>
public static class ModelSummaryText
{
    private const int NameWidth = 29;
    private const int ShapeWidth = 26;
    private const int Width = 65;

    /// <summary>The table, lines ending in a line feed.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputs">Number of inputs, at least 1.</param>
    /// <param name="outputs">Number of outputs, at least 1: classes, or 1 for regression.</param>
    public static string Write(ModelOptions model, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        var rows = Rows(model, inputs, outputs).ToList();
        var text = new StringBuilder();
        text.Append("Model: \"sequential\"\n");
        text.Append('_', Width).Append('\n');
        AppendRow(text, "Layer (type)", "Output Shape", "Param #");
        text.Append('=', Width).Append('\n');
        for (var row = 0; row < rows.Count; row++)
        {
            AppendRow(text, rows[row].Name, $"(None, {rows[row].Units})", rows[row].Parameters.ToString(CultureInfo.InvariantCulture));
            if (row < rows.Count - 1)
            {
                text.Append('\n');
            }
        }

        var total = rows.Sum(row => row.Parameters).ToString("N0", CultureInfo.InvariantCulture);
        text.Append('=', Width).Append('\n');
        text.Append("Total params: ").Append(total).Append('\n');
        text.Append("Trainable params: ").Append(total).Append('\n');
        text.Append("Non-trainable params: 0\n");
        text.Append('_', Width).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<(string Name, int Units, long Parameters)> Rows(ModelOptions model, int inputs, int outputs)
    {
        var dense = 0;
        var dropout = 0;
        var (dropoutName, dropoutType) = model.DropoutKind == DropoutKind.Gaussian ? ("gaussian_dropout", "GaussianDropout") : ("dropout", "Dropout");
        if (model.InputDropout > 0)
        {
            yield return (Label(dropoutName, dropout++, dropoutType), inputs, 0);
        }

        var fanIn = inputs;
        foreach (var layer in model.Hidden)
        {
            yield return (Label("dense", dense++, "Dense"), layer.Units, (fanIn + 1L) * layer.Units);
            if (layer.Dropout > 0)
            {
                yield return (Label(dropoutName, dropout++, dropoutType), layer.Units, 0);
            }

            fanIn = layer.Units;
        }

        yield return (Label("dense", dense, "Dense"), outputs, (fanIn + 1L) * outputs);
    }

    private static string Label(string name, int number, string type) => number == 0 ? $"{name} ({type})" : $"{name}_{number} ({type})";

    private static void AppendRow(StringBuilder text, string name, string shape, string parameters) =>
        text.Append($" {Cut(name, NameWidth - 2).PadRight(NameWidth - 1)}{Cut(shape, ShapeWidth - 1).PadRight(ShapeWidth)}{parameters}".TrimEnd()).Append('\n');

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..width];
}
