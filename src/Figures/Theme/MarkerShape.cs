namespace DropoutSweep.Figures.Theme;

/// <summary>The shape of a mark, so that series differ by more than colour.</summary>
public enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square on its side.</summary>
    Square,

    /// <summary>A triangle on its base.</summary>
    Triangle,

    /// <summary>A square on its tip.</summary>
    Diamond,

    /// <summary>A triangle on its tip.</summary>
    TriangleDown,

    /// <summary>A bar on its side.</summary>
    Bar,

    /// <summary>An upright bar.</summary>
    Pillar,

    /// <summary>A hexagon.</summary>
    Hexagon,
}
