using System.CommandLine;
using System.Text.Json;
using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Reports;
using DropoutSweep.Client.Runs;
using DropoutSweep.Figures;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Client.Commands;

/// <summary>Draws what is inside a trial's model.</summary>
internal sealed class ShowCommand : Command, IExampleCommand
{
    private readonly ClientHost _host;
    private readonly SweepSourceArguments _source;
    private readonly Argument<int> _trial = new("TRIAL")
    {
        Description = "The trial's number.",
        HelpName = "TRIAL",
        CustomParser = result => WholeNumber.Parse(result, "TRIAL", 0, int.MaxValue) ?? 0,
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "The number of a test image, from 0, or a PNG file of a digit of your own; 0 unless given.",
        HelpName = "N|FILE.png",
    };

    private readonly Option<int?> _mask = new("--mask")
    {
        Description = "Which dropout mask, from 0; 0 unless given.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--mask", 0, int.MaxValue),
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The folder to write the figures to; figures/trial-<TRIAL> in the run's folder, or in reports/<sweep>, unless given.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything that was found as JSON, and write no files." };

    public ShowCommand(ClientHost host)
        : base("show", "Draw what is inside a trial's model: activations for an image, the network under a mask, features, mistakes, calibration.")
    {
        _host = host;
        _source = new SweepSourceArguments(this, host);
        Add(_trial);
        Add(_image);
        Add(_mask);
        Add(_out);
        Add(_json);
        SetAction(ShowAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep show runs/quickstart-1a2b3c4d 9 --image 7", "dropoutsweep show quickstart 9 --image my-seven.png --mask 3"];

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var image = ImageArgument.Read(parsed.GetValue(_image) ?? "0", cancellationToken);
        var source = await _source.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var trial = parsed.GetRequiredValue(_trial);
        var look = new ModelInspectionOptions { Row = image.Row ?? 0, OwnPixels = image.Pixels, Mask = parsed.GetValue(_mask) ?? 0 };
        var input = await source.Models.InspectAsync(trial, look, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(input.Inspection, InspectionJson.Default.ModelInspection));
            return ExitCodes.Success;
        }

        new ModelDisplay(_host).Show(input);
        var folder = parsed.GetValue(_out) ?? Path.Combine(source.Folder, ReportFiles.Figures, $"trial-{trial}");
        OutputFolder.Make(folder);
        foreach (var figure in await ReportBuilder.DrawAsync(FigureCatalog.Model, input, cancellationToken).ConfigureAwait(false))
        {
            var path = Path.Combine(folder, figure.FileName);
            AtomicFile.WriteText(path, writer => writer.Write(figure.Svg));
            _host.Out.WriteLine(path);
        }

        return ExitCodes.Success;
    }
}
