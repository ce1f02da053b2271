using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Distributions;

/// <summary>How strongly hidden units respond, and how many do not, with dropout and without (Srivastava et al. 2014, figure 8).</summary>
public sealed record ActivationDistributionData : FigureData
{
    private const int MostLayers = 4;

    /// <summary>What the curves are of: the model, and its twin where it is shown.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The hidden layers.</summary>
    public required IReadOnlyList<DistributionLayer> Layers { get; init; }

    /// <summary>Computes it.</summary>
    public static ActivationDistributionData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (found, twin) = (input.Inspection.Distribution, input.Inspection.Twin?.Distribution);
        var empty = found.Layers.Count == 0 ? "The network has no hidden layer." : null;
        return new ActivationDistributionData
        {
            Title = "Distribution and sparsity of activations",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(found, twin),
            Empty = empty,
            Notes = empty is not null ? [] : [.. input.TwinNotes, .. found.Layers.Count > MostLayers ? [$"The first {MostLayers} hidden layers are shown."] : Array.Empty<string>()],
            Names = twin is null ? [input.Name] : [input.Name, "its twin without dropout"],
            Layers = empty is not null ? [] : [.. found.Layers.Take(MostLayers).Select((layer, i) => Layer(layer, twin?.Layers.ElementAtOrDefault(i)))],
        };
    }

    private static DistributionLayer Layer(LayerStatistics layer, LayerStatistics? twin)
    {
        LayerStatistics[] both = twin is null ? [layer] : [layer, twin];
        var against = twin is null ? string.Empty : $" ({ClassText.Percent(twin.ZeroShare)} without dropout)";
        var dead = layer.DeadShare > 0 || twin?.DeadShare > 0 ? $"; units that never change {ClassText.Percent(layer.DeadShare)}{(twin is null ? string.Empty : $" ({ClassText.Percent(twin.DeadShare)})")}" : string.Empty;
        return new DistributionLayer(
            layer.Name,
            $"zero: {ClassText.Percent(layer.ZeroShare)}{against}{dead}",
            [.. both.Select(one => ShareCurve.Of(one.UnitMeans))],
            [.. both.Select(one => ShareCurve.Of(one.Activations))]);
    }

    private static string CaptionOf(ActivationStatistics found, ActivationStatistics? twin)
    {
        var first = found.Layers[0];
        var mean = FigureNumber.Significant(first.Mean, 3);
        var over = $"Over {FigureNumber.Of(found.Samples, "test sample")}";
        return twin is { Layers: [var other, ..] }
            ? $"{over}, {ClassText.Percent(first.ZeroShare)} of the first hidden layer's activations are zero with dropout and {ClassText.Percent(other.ZeroShare)} without; their mean is {mean} against {FigureNumber.Significant(other.Mean, 3)}. Both are measured without a mask."
            : $"{over}, {ClassText.Percent(first.ZeroShare)} of the first hidden layer's activations are zero; their mean is {mean}. Measured without a mask.";
    }
}
