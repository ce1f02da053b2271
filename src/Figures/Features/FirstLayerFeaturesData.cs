using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Features;

/// <summary>What units of the first layer look for, with dropout and without (Srivastava et al. 2014, figure 7).</summary>
public sealed record FirstLayerFeaturesData : FigureData
{
    /// <summary>Features shown of each model.</summary>
    public const int Shown = 16;

    /// <summary>What the panels are of: the model, and its twin where it is shown.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Each panel's features, each with the words it shows on hovering.</summary>
    public required IReadOnlyList<IReadOnlyList<(string Title, IReadOnlyList<PixelLayer> Layers)>> Panels { get; init; }

    /// <summary>Width and height of a feature in pixels.</summary>
    public required (int Width, int Height) Size { get; init; }

    /// <summary>Computes it.</summary>
    public static FirstLayerFeaturesData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (found, twin) = (input.Inspection.Features, input.Inspection.Twin?.Features);
        var empty = found.Height < 2 ? "The inputs are no image, so features cannot be drawn as one." : null;
        FirstLayerFeatures[] both = empty is not null ? [] : twin is null ? [found] : [found, twin];
        var limit = both.Select(one => (double)one.Limit).DefaultIfEmpty(0).Max();
        return new FirstLayerFeaturesData
        {
            Title = twin is null ? "Features of the first layer" : "Features of the first layer, with dropout and without",
            Subject = input.Subject,
            Caption = empty ?? $"The {Math.Min(Shown, found.Features.Count)} units with the greatest weights of {FigureNumber.Count(found.Units)}, each as the image of its incoming weights; all on one scale, from {FigureNumber.Fixed(-limit, 2)} to {FigureNumber.Fixed(limit, 2)}.{Norms(both)}",
            Empty = empty,
            Notes = empty is null ? input.TwinNotes : [],
            Names = twin is null ? [input.Name] : [input.Name, "its twin without dropout"],
            Panels = [.. both.Select(one => (IReadOnlyList<(string, IReadOnlyList<PixelLayer>)>)[.. one.Features.Take(Shown).Select(feature => ($"unit {FigureNumber.Count(feature.Unit)}, norm {FigureNumber.Significant(feature.Norm, 3)}", PixelLayers.Signed(feature.Weights, one.Width, limit)))])],
            Size = both.Length == 0 ? default : (both[0].Width, both[0].Height),
        };
    }

    private static string Norms(FirstLayerFeatures[] both) =>
        both.Length < 2 ? string.Empty : $" Their mean norm is {Mean(both[0])} with dropout and {Mean(both[1])} without.";

    private static string Mean(FirstLayerFeatures features) => FigureNumber.Significant(features.Features.Take(Shown).Average(feature => feature.Norm), 3);
}
