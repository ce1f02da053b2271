using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Training.Inspection;

/// <summary>Looks at everything that figures of a model show.</summary>
public static class WholeInspector
{
    /// <summary>Inspects a model. By default costs what <see cref="ModelInspector.Ensemble"/> costs, and the test set once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twin">The same configuration without dropout; null when it is not at hand.</param>
    /// <param name="options">How closely.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <exception cref="ArgumentException">The image is not of the model's size, or there is no such row.</exception>
    public static ModelInspection Inspect(ModelInspector model, ModelInspector? twin, ModelInspectionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var regression = model.Model.Options.Output == OutputKind.Linear;
        var (samples, row) = options.OwnPixels is { } own ? (SampleSet.FromPixels(model.Model.Inputs, own, new byte[1]), 0) : (model.Dataset.Test, options.Row);
        var activations = model.Activations(samples, row, options.Mask);
        var mistakes = regression ? null : model.Mistakes(options.Mistakes, top: 3, cancellationToken);
        var unsure = regression || !model.Model.Options.HasDropout() ? null : model.LeastSure(options.UncertainImages, cancellationToken);
        var compared = twin is null ? null : model.CompareDistributions(twin, cancellationToken);
        var curve = regression && model.Model.Inputs == 1;
        return new ModelInspection
        {
            IsRegression = regression,
            Image = options.OwnPixels is { } pixels ? Own(model.Dataset, pixels) : ImageOf(model.Dataset, row),
            Activations = activations,
            ImageUncertainty = model.Uncertainty(samples, [row], options.Uncertainty, cancellationToken)[0],
            Network = model.Thin(options.Mask, maxUnits: 16),
            Distribution = compared?.Model ?? model.Distribution(cancellationToken),
            Features = model.Features(options.Features),
            Confusion = regression ? null : model.Confusion(cancellationToken),
            Mistakes = mistakes,
            Calibration = regression ? null : model.Calibrate(ModelInspector.CalibrationBins, cancellationToken),
            Ensemble = model.Ensemble(options.Ensemble, cancellationToken),
            Uncertainty = unsure is null ? null : model.Uncertainty(model.Dataset.Test, [.. unsure], options.Uncertainty, cancellationToken),
            Images = [.. (mistakes ?? []).Select(mistake => mistake.Row).Concat(unsure ?? []).Distinct().Order().Select(one => ImageOf(model.Dataset, one)).OfType<InspectedImage>()],
            Curve = curve ? model.Curve(options.Curve, cancellationToken) : null,
            Twin = twin is null ? null : new TwinInspection
            {
                Distribution = compared!.Twin,
                Features = twin.Features(options.Features),
                Calibration = regression ? null : twin.Calibrate(ModelInspector.CalibrationBins, cancellationToken),
                Curve = curve ? twin.Curve(options.Curve with { Passes = 0 }, cancellationToken) : null,
            },
        };
    }

    /// <summary>An image of the test set; null when the inputs are no images.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="row">Its row.</param>
    public static InspectedImage? ImageOf(Dataset dataset, int row)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var test = dataset.Test;
        return dataset.ImageWidth == 0 || !test.HasPixels ? null : new InspectedImage
        {
            Row = row,
            Label = test.Labels.Span[row],
            Width = dataset.ImageWidth,
            Height = dataset.ImageHeight,
            Pixels = test.PixelsOf(row),
        };
    }

    private static InspectedImage Own(Dataset dataset, byte[] pixels) => new() { Width = dataset.ImageWidth, Height = dataset.ImageHeight, Pixels = pixels };
}
