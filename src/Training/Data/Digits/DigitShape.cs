namespace DropoutSweep.Training.Data.Digits;

/// <summary>How far the generated digits differ from their outlines. Standard deviations unless said otherwise.</summary>
internal sealed record DigitShape
{
    /// <summary>Pixels per unit of the outline: a digit is 24 units high.</summary>
    public double Scale { get; init; } = 0.80;

    /// <summary>Spread of the logarithm of height and of width.</summary>
    public double ScaleSpread { get; init; } = 0.12;

    /// <summary>Displacement of each point of the outline, in its units.</summary>
    public double Jitter { get; init; } = 0.9;

    /// <summary>Mean slant to the right: horizontal shift per height.</summary>
    public double Slant { get; init; } = 0.12;

    /// <summary>Spread of the slant.</summary>
    public double SlantSpread { get; init; } = 0.25;

    /// <summary>Rotation in radians.</summary>
    public double Rotation { get; init; } = 0.14;

    /// <summary>Shift of the centred digit, in pixels.</summary>
    public double Shift { get; init; } = 1.2;

    /// <summary>Elastic displacement of a knot of the grid, in pixels.</summary>
    public double Elastic { get; init; } = 1.4;

    /// <summary>Least half thickness of a stroke, in pixels.</summary>
    public double ThinnestRadius { get; init; } = 0.6;

    /// <summary>Greatest half thickness of a stroke, in pixels; uniform between.</summary>
    public double ThickestRadius { get; init; } = 1.7;

    /// <summary>Least brightness of the ink; uniform up to 1.</summary>
    public double PalestInk { get; init; } = 0.6;

    /// <summary>Noise of each pixel, as a share of full brightness.</summary>
    public double Noise { get; init; } = 0.22;
}
