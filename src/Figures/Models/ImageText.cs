using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Models;

/// <summary>Images in words.</summary>
internal static class ImageText
{
    /// <summary>What figures call an image: <c>test image 7, a 9</c>.</summary>
    public static string Of(InspectedImage? image) => image switch
    {
        null => "one sample",
        { Row: { } row, Label: { } label } => FormattableString.Invariant($"test image {row}, class {label}"),
        { Row: { } row } => FormattableString.Invariant($"test image {row}"),
        _ => "an image of your own",
    };
}
