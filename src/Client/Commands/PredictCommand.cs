using System.CommandLine;
using System.Globalization;
using DropoutSweep.Client.Inspecting;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Client.Commands;

/// <summary>Says which digit an image shows, and how sure the model is.</summary>
internal sealed class PredictCommand : Command, IExampleCommand
{
    private const string ModelExtension = ".safetensors";
    private readonly ClientHost _host;
    private readonly SweepSourceArguments _source;
    private readonly Argument<string[]> _rest = new("TRIAL IMAGE")
    {
        Description = "The trial's number (not with a model file), and the number of a test image or a PNG file.",
        HelpName = "[TRIAL] IMAGE",
        Arity = new ArgumentArity(1, 2),
    };

    public PredictCommand(ClientHost host)
        : base("predict", "Say what a model makes of an image: class probabilities with intervals over passes with dropout on. In place of RUN and TRIAL a MODEL.safetensors does.")
    {
        _host = host;
        _source = new SweepSourceArguments(this, host);
        Add(_rest);
        SetAction(PredictAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep predict runs/quickstart-1a2b3c4d 9 7",
        "dropoutsweep predict best.safetensors my-seven.png",
    ];

    private async Task<int> PredictAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var rest = parsed.GetRequiredValue(_rest);
        var image = ImageArgument.Read(rest[^1], cancellationToken);
        var text = _source.Text(parsed);
        if (text.EndsWith(ModelExtension, StringComparison.Ordinal))
        {
            return rest.Length == 1
                ? await PredictFileAsync(text, image, _source.DataDirectory(parsed), cancellationToken).ConfigureAwait(false)
                : throw new InputException("A model file has no trials: give the image alone.");
        }

        if (rest.Length == 1 || !int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var trial))
        {
            throw new InputException("Give the trial's number and the image: dropoutsweep predict RUN TRIAL IMAGE.");
        }

        var source = await _source.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using var closing = source.ConfigureAwait(false);
        var look = new ModelInspectionOptions
        {
            Row = image.Row ?? 0,
            OwnPixels = image.Pixels,
            UncertainImages = 1,
            Ensemble = new EnsembleOptions { Networks = 1, Repetitions = 1 },
        };
        var input = await source.Models.InspectAsync(trial, look, cancellationToken).ConfigureAwait(false);
        if (input.Inspection.IsRegression)
        {
            throw new InputException($"Trial {trial} is a regression: it has no classes.");
        }

        new ModelDisplay(_host).Predict(input.Inspection.Image, input.Inspection.ImageUncertainty, input.Inspection.Ensemble.HasDropout);
        return ExitCodes.Success;
    }

    private async Task<int> PredictFileAsync(string path, ImageArgument image, string? folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"There is no file '{path}'.");
        }

        var stream = File.OpenRead(path);
        TrainedModel model;
        IReadOnlyDictionary<string, string> metadata;
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                model = SafetensorsFile.Read(stream);
                stream.Position = 0;
                metadata = SafetensorsFile.ReadMetadata(stream);
            }
            catch (InvalidDataException error)
            {
                throw new InputException($"'{path}': {error.Message}");
            }
        }

        if (model.Options.Output == OutputKind.Linear)
        {
            throw new InputException($"'{path}' is a regression: it has no classes.");
        }

        var dataset = image.Pixels is { } pixels ? OneImage(path, model, pixels) : await LoadAsync(path, metadata, folder, cancellationToken).ConfigureAwait(false);
        var row = image.Row ?? 0;
        if (row >= dataset.Test.Count)
        {
            throw new InputException($"There is no test image {row}; '{dataset.Name}' has 0 to {dataset.Test.Count - 1}.");
        }

        var scale = metadata.TryGetValue("scale", out var name) && string.Equals(name, "none", StringComparison.Ordinal) ? PixelScale.None : PixelScale.Unit;
        var inspector = new ModelInspector(model, TrainingData.Create(dataset, new SplitOptions { ValidationShare = 0.5 }, scale));
        var found = inspector.Uncertainty(dataset.Test, [row], options: null, cancellationToken)[0];
        new ModelDisplay(_host).Predict(WholeInspector.ImageOf(dataset, row) is { } shown ? image.Pixels is null ? shown : shown with { Row = null, Label = null } : null, found, model.Options.HasDropout());
        return ExitCodes.Success;
    }

    private async Task<Dataset> LoadAsync(string path, IReadOnlyDictionary<string, string> metadata, string? folder, CancellationToken cancellationToken) =>
        metadata.TryGetValue("dataset", out var dataset)
            ? (await RunData.LoadAsync(_host, [dataset], folder, cancellationToken).ConfigureAwait(false)).Dataset
            : throw new InputException($"'{path}' does not name its data set, so test images cannot be found by number: give a PNG file.");

    /// <summary>A data set of the one image, so that a model can be asked without its own data.</summary>
    private static Dataset OneImage(string path, TrainedModel model, byte[] pixels)
    {
        if (pixels.Length != model.Inputs)
        {
            throw new InputException($"'{path}' takes {model.Inputs} inputs; an image file gives {pixels.Length} (28 × 28).");
        }

        var side = (int)Math.Sqrt(pixels.Length);
        return new Dataset
        {
            Name = "image",
            Description = "one image",
            Task = LearningTask.Classification,
            Classes = model.Outputs,
            Train = SampleSet.FromPixels(pixels.Length, new byte[2 * pixels.Length], new byte[2]),
            Test = SampleSet.FromPixels(pixels.Length, pixels, new byte[1]),
            Fingerprint = new string('0', 64),
            ImageWidth = side,
            ImageHeight = side,
        };
    }
}
