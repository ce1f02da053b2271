using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Reliability;

/// <summary>How far the model's confidence can be believed: the reliability curve and how often each confidence occurs.</summary>
public sealed record CalibrationData : FigureData
{
    /// <summary>The model's curve, and the twin's where it is shown.</summary>
    public required IReadOnlyList<ReliabilityCurve> Curves { get; init; }

    /// <summary>Computes it.</summary>
    public static CalibrationData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (found, twin) = (input.Inspection.Calibration, input.Inspection.Twin?.Calibration);
        var empty = found is null ? "A regression has no classes." : null;
        return new CalibrationData
        {
            Title = "Calibration: is the model as often right as it is sure?",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(found!, twin),
            Empty = empty,
            Notes = empty is null ? input.TwinNotes : [],
            Curves = empty is not null ? [] : [Curve(input.Name, found!), .. twin is null ? Array.Empty<ReliabilityCurve>() : [Curve("its twin without dropout", twin)]],
        };
    }

    private static ReliabilityCurve Curve(string name, Calibration found) =>
        new($"{name}, ECE {ClassText.Percent(found.ExpectedCalibrationError)}", [.. found.Bins.Where(bin => bin.Count > 0)], found.Samples);

    private static string CaptionOf(Calibration found, Calibration? twin)
    {
        var side = found.MeanConfidence > found.Accuracy ? "over-confident" : "under-confident";
        var off = FigureNumber.Fixed(100 * Math.Abs(found.MeanConfidence - found.Accuracy), 2);
        var against = twin is null ? string.Empty : $", against {ClassText.Percent(twin.ExpectedCalibrationError)} of its twin without dropout";
        return $"The model is right for {ClassText.Percent(found.Accuracy)} and sure of {ClassText.Percent(found.MeanConfidence)} on average: {side} by {off} points. Its expected calibration error (15 bins, Guo et al. 2017) is {ClassText.Percent(found.ExpectedCalibrationError)}{against}.";
    }
}
