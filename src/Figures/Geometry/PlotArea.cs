namespace DropoutSweep.Figures.Geometry;

/// <summary>The rectangle between the axes, in the figure's units.</summary>
/// <param name="Left">Its left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public readonly record struct PlotArea(double Left, double Top, double Width, double Height)
{
    /// <summary>Its right edge.</summary>
    public double Right => Left + Width;

    /// <summary>Its lower edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>A vertical coordinate held within the area.</summary>
    public double ClampY(double y) => Math.Clamp(y, Top, Bottom);
}
