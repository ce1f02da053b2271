namespace DropoutSweep.Figures.Geometry;

/// <summary>Where values stand on an axis.</summary>
public interface IScale
{
    /// <summary>The place of a value, in the figure's units.</summary>
    /// <param name="value">A finite value; one outside the scale's range lies outside its axis.</param>
    double Map(double value);

    /// <summary>The marks, in ascending order of values.</summary>
    IReadOnlyList<Tick> Ticks { get; }
}
