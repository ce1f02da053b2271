using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Thinning;

/// <summary>The network itself, whole and as one mask leaves it; large layers abridged.</summary>
public sealed record ThinnedNetworkData : FigureData
{
    /// <summary>Most units of a layer that are drawn.</summary>
    public const int MostUnits = 16;

    private const int MostLayers = 8;

    /// <summary>The layers, the input first.</summary>
    public required IReadOnlyList<ThinnedLayer> Layers { get; init; }

    /// <summary>Computes it.</summary>
    public static ThinnedNetworkData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = input.Inspection.Network;
        var dropped = found.Layers.Sum(layer => layer.Dropped);
        return new ThinnedNetworkData
        {
            Title = "The network, whole and thinned by one mask",
            Subject = input.Subject,
            Caption = dropped == 0 ? $"The network has {FigureNumber.Count(found.Parameters)} weights and biases; it drops no unit, so that every pass uses all of them."
                : $"The network has {FigureNumber.Count(found.Parameters)} weights and biases. Mask {FigureNumber.Count(found.Mask)} drops {FigureNumber.Of(dropped, "unit")} and leaves {FigureNumber.Count(found.KeptParameters)} of them, {ClassText.Percent((double)found.KeptParameters / found.Parameters)}: training updates another such network at every step.",
            Notes = [.. NotesOf(found)],
            Layers = [.. found.Layers.Count <= MostLayers ? found.Layers : [.. found.Layers.Take(MostLayers - 1), found.Layers[^1]]],
        };
    }

    private static IEnumerable<string> NotesOf(ThinnedNetwork found)
    {
        if (found.Layers.Any(layer => layer.Abridged))
        {
            yield return $"Of layers with more than {MostUnits} units the first and the last are drawn; the numbers are of all.";
        }

        if (found.Layers.Count > MostLayers)
        {
            yield return $"Of {found.Layers.Count} layers the first {MostLayers - 1} and the last are drawn.";
        }
    }
}
