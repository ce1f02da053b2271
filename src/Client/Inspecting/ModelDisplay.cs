using System.Globalization;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Figures.Models;
using DropoutSweep.Training.Inspection;
using Spectre.Console;

namespace DropoutSweep.Client.Inspecting;

/// <summary>Prints what a model makes of an image.</summary>
internal sealed class ModelDisplay(ClientHost host)
{
    private const int MostWidth = 72;
    private readonly IAnsiConsole _console = Consoles.Create(host.Out, host.OutIsTerminal, host.Color, Math.Min(host.Width, MostWidth), host.Height);

    /// <summary>Prints the digit, the layers' activity and the probabilities with and without the mask.</summary>
    public void Show(ModelFigureInput input)
    {
        var found = input.Inspection;
        Digit(found.Image);
        host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input.Sweep}: trial {input.Trial}, {input.Name}, mask {found.Activations.Mask}"));
        var table = new TextTable(["LAYER", ">UNITS", ">RATE", ">NOT ZERO", ">DROPPED", ">NOT ZERO UNDER THE MASK"]);
        foreach (var layer in found.Activations.Layers.Skip(1).SkipLast(1))
        {
            table.Add([layer.Name, Text(layer.Units), layer.DropoutRate.ToString("0.##", CultureInfo.InvariantCulture), Text(layer.Evaluated.Count(value => value != 0)), Text(layer.Dropped), Text(layer.Masked.Count(value => value != 0))]);
        }

        table.Write(host.Out);
        if (!found.IsRegression)
        {
            Chart("As evaluated, %", found.Activations.Outputs);
            Chart("Under the mask, %", found.Activations.MaskedOutputs);
        }
    }

    /// <summary>Prints the digit and each class's probability; where the model drops something, with its interval over passes with dropout.</summary>
    public void Predict(InspectedImage? image, SampleUncertainty found, bool drops)
    {
        Digit(image);
        if (!drops)
        {
            var plain = new TextTable(["CLASS", ">PROBABILITY %"]);
            foreach (var output in found.Outputs.OrderByDescending(output => output.Evaluated).ThenBy(output => output.Output))
            {
                plain.Add([Text(output.Output), Percent(output.Evaluated)]);
            }

            plain.Write(host.Out);
            host.Out.WriteLine("The model has no dropout, so there are no intervals: every pass says the same.");
            return;
        }

        var table = new TextTable(["CLASS", ">PROBABILITY %", ">MEAN %", ">LOW %", ">HIGH %"]);
        foreach (var output in found.Outputs.OrderByDescending(output => output.Mean).ThenBy(output => output.Output))
        {
            table.Add([Text(output.Output), Percent(output.Evaluated), Percent(output.Mean), Percent(output.Low), Percent(output.High)]);
        }

        table.Write(host.Out);
        host.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Mean, low and high: {found.Passes} passes with dropout on, of which low to high holds {found.Level * 100:0.#} %; {found.Agreement * 100:0.#} % of them say {found.Predicted}."));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private void Digit(InspectedImage? image)
    {
        if (image is not null)
        {
            foreach (var line in DigitText.Lines(image.Pixels, image.Width))
            {
                host.Out.WriteLine(line);
            }

            host.Out.WriteLine(image switch
            {
                { Row: { } row, Label: { } label } => string.Create(CultureInfo.InvariantCulture, $"Test image {row}, class {label}"),
                _ => "Your image, in MNIST's form",
            });
        }
    }

    private void Chart(string title, float[] outputs)
    {
        var chart = new BarChart().Label(title).LeftAlignLabel().WithMaxValue(100);
        for (var i = 0; i < outputs.Length; i++)
        {
            chart.AddItem(Text(i), Math.Round(100.0 * outputs[i], 2), Color.Blue);
        }

        _console.Write(chart);
    }
}
