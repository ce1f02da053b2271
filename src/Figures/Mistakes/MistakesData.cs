using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Mistakes;

/// <summary>The images that the model is wrong about and surest of.</summary>
public sealed record MistakesData : FigureData
{
    /// <summary>Most mistakes shown.</summary>
    public const int Shown = 18;

    /// <summary>The mistakes, surest first.</summary>
    public required IReadOnlyList<MistakeTile> Tiles { get; init; }

    /// <summary>Computes it.</summary>
    public static MistakesData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = input.Inspection.Mistakes;
        var empty = found is null ? "A regression has no classes." : found.Count == 0 ? "The model makes no mistake on the test set." : null;
        MistakeTile[] tiles = empty is not null ? [] :
        [
            .. found!.Where(mistake => input.ImageOf(mistake.Row) is not null).Take(Shown).Select(mistake =>
            {
                var image = input.ImageOf(mistake.Row)!;
                var others = string.Join(", ", mistake.Top.Select(one => $"{one.Class} {ClassText.Percent(one.Probability)}"));
                return new MistakeTile(
                    $"{ImageText.Of(image)}: {others}{(mistake.Tied ? "; its outputs tie" : string.Empty)}",
                    $"{mistake.Label} taken for {mistake.Predicted}",
                    ClassText.Percent(mistake.Probability),
                    PixelLayers.Gray(image.Pixels, image.Width),
                    image.Width,
                    image.Height);
            }),
        ];
        empty ??= tiles.Length == 0 ? "The inputs are no images, so mistakes cannot be shown." : null;
        return new MistakesData
        {
            Title = "The most confident mistakes",
            Subject = input.Subject,
            Caption = empty ?? $"The {FigureNumber.Of(tiles.Length, "test image")} that the model gets wrong and is surest of. The first is a {found![0].Label} that it takes for a {found[0].Predicted} with {ClassText.Percent(found[0].Probability)}.",
            Empty = empty,
            Tiles = tiles,
        };
    }
}
