using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Activations;

/// <summary>Every layer's values for one image, as the model is evaluated and under one dropout mask.</summary>
public sealed record ImageActivationsData : FigureData
{
    private const int MostUnits = 2_048;
    private const int MostLayers = 8;
    private const int MostClasses = 20;

    /// <summary>The image; empty when the inputs are none.</summary>
    public required IReadOnlyList<PixelLayer> Image { get; init; }

    /// <summary>The image under the mask, where inputs are dropped too.</summary>
    public required IReadOnlyList<PixelLayer> MaskedImage { get; init; }

    /// <summary>Width and height of the image.</summary>
    public required (int Width, int Height) ImageSize { get; init; }

    /// <summary>The hidden layers.</summary>
    public required IReadOnlyList<LayerGrid> Layers { get; init; }

    /// <summary>The model's outputs, [classes].</summary>
    public required IReadOnlyList<float> Outputs { get; init; }

    /// <summary>Its outputs under the mask.</summary>
    public required IReadOnlyList<float> MaskedOutputs { get; init; }

    /// <summary>The image's class; null when it is not known.</summary>
    public required int? Label { get; init; }

    /// <summary>With a sigmoid output, classes that share the greatest output; 0 with softmax.</summary>
    public int TiedClasses { get; init; }

    /// <summary>Whether anything was dropped or multiplied.</summary>
    public required bool HasMask { get; init; }

    /// <summary>Computes it.</summary>
    public static ImageActivationsData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = input.Inspection.Activations;
        var empty = input.Inspection.IsRegression || found.Outputs.Length > MostClasses ? "Activations are drawn for classifiers of at most 20 classes."
            : null;
        if (empty is not null)
        {
            return new ImageActivationsData { Title = TitleText, Subject = input.Subject, Caption = empty, Empty = empty, Image = [], MaskedImage = [], ImageSize = default, Layers = [], Outputs = [], MaskedOutputs = [], Label = null, HasMask = false };
        }

        LayerActivations[] hidden = [.. found.Layers.Skip(1).SkipLast(1)];
        var pixels = found.ImageWidth > 0 ? found.Layers[0] : null;
        return new ImageActivationsData
        {
            Title = TitleText,
            Subject = $"{input.Subject}; {ImageText.Of(input.Inspection.Image)}",
            Caption = CaptionOf(input, found, hidden),
            Notes = [.. NotesOf(found, hidden), .. Tied(found) > 1 ? [$"{Tied(found)} classes share the greatest sigmoid, so that the lowest of them is taken."] : Array.Empty<string>()],
            Image = pixels is null ? [] : PixelLayers.Gray(Bytes(pixels.Evaluated, pixels.Evaluated.Max()), found.ImageWidth),
            MaskedImage = pixels is null ? [] : PixelLayers.Gray(Bytes(pixels.Masked, pixels.Evaluated.Max()), found.ImageWidth),
            ImageSize = (found.ImageWidth, found.ImageHeight),
            Layers = [.. hidden.Take(MostLayers).Select(Grid)],
            Outputs = found.Outputs,
            MaskedOutputs = found.MaskedOutputs,
            Label = input.Inspection.Image?.Label,
            TiedClasses = Tied(found),
            HasMask = found.Layers.Any(layer => layer.Multipliers is not null),
        };
    }

    private const string TitleText = "Activations of each layer, with and without a dropout mask";

    private static byte[] Bytes(float[] values, float limit) =>
        [.. values.Select(value => limit > 0 ? (byte)Math.Clamp(value / limit * byte.MaxValue, 0, byte.MaxValue) : (byte)0)];

    private static LayerGrid Grid(LayerActivations layer)
    {
        var shown = Math.Min(layer.Units, MostUnits);
        var columns = shown <= 64 ? 16 : shown <= 1_024 ? 32 : 64;
        var limit = layer.Evaluated.Concat(layer.Masked).Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return new LayerGrid
        {
            Title = $"{layer.Name}: {FigureNumber.Of(layer.Units, "unit")}, {layer.Activation.ToString().ToLowerInvariant()}{(layer.DropoutRate > 0 ? $", dropout rate {FigureNumber.Short(layer.DropoutRate)}" : ", no dropout")}",
            Columns = columns,
            Shown = shown,
            Evaluated = PixelLayers.Signed(layer.Evaluated.AsSpan(0, shown), columns, limit),
            Masked = PixelLayers.Signed(layer.Masked.AsSpan(0, shown), columns, limit),
            Dropped = layer.Multipliers is { } mask ? [.. Enumerable.Range(0, shown).Where(unit => mask[unit] == 0)] : [],
            EvaluatedText = $"{FigureNumber.Count(Active(layer.Evaluated))} not zero",
            MaskedText = $"{FigureNumber.Count(Active(layer.Masked))} not zero, {FigureNumber.Count(layer.Dropped)} dropped",
        };
    }

    private static int Tied(ImageActivations found) =>
        Math.Abs(found.Outputs.Sum() - 1) < 0.01 ? 0 : found.Outputs.Count(output => output == found.Outputs.Max());

    private static int Active(float[] values) => values.Count(value => value != 0);

    private static IEnumerable<string> NotesOf(ImageActivations found, LayerActivations[] hidden)
    {
        if (hidden.Any(layer => layer.Units > MostUnits))
        {
            yield return $"Of larger layers the first {FigureNumber.Count(MostUnits)} units are shown.";
        }

        if (hidden.Length > MostLayers)
        {
            yield return $"The first {MostLayers} hidden layers are shown.";
        }

        if (hidden.All(layer => layer.Multipliers is null))
        {
            yield return found.Layers[0].Multipliers is null
                ? "The model has no dropout, so no mask changes anything."
                : "The model has no dropout behind its hidden layers; the mask changes its inputs, and so what follows from them.";
        }
    }

    private static string CaptionOf(ModelFigureInput input, ImageActivations found, LayerActivations[] hidden)
    {
        var (says, masked) = (ClassText.ArgMax(found.Outputs), ClassText.ArgMax(found.MaskedOutputs));
        var first = $"For {ImageText.Of(input.Inspection.Image)} the model as evaluated says {says} ({ClassText.Percent(found.Outputs[says])})";
        if (found.Layers.All(layer => layer.Multipliers is null))
        {
            return $"{first}.";
        }

        string[] dropped = [.. Dropped("inputs", found.Layers[0]), .. Dropped("hidden units", hidden)];
        var mask = dropped.Length > 0 ? $"with {string.Join(" and ", dropped)} dropped by mask {FigureNumber.Count(found.Mask)}" : $"under mask {FigureNumber.Count(found.Mask)}";
        return $"{first}; {mask} it says {masked} ({ClassText.Percent(found.MaskedOutputs[masked])}).";
    }

    /// <summary>How many of some units a mask drops; nothing where it drops none, as Gaussian noise does.</summary>
    private static IEnumerable<string> Dropped(string what, params LayerActivations[] layers)
    {
        var count = layers.Sum(layer => layer.Dropped);
        if (count > 0)
        {
            yield return $"{FigureNumber.Count(count)} of {FigureNumber.Count(layers.Sum(layer => layer.Units))} {what}";
        }
    }
}
