namespace DropoutSweep.Figures.Drawing;

/// <summary>What a legend draws before its words.</summary>
public enum LegendKey
{
    /// <summary>A line with a mark on it.</summary>
    LineAndMark,

    /// <summary>A line.</summary>
    Line,

    /// <summary>A mark.</summary>
    Mark,

    /// <summary>A filled box.</summary>
    Box,

    /// <summary>A box without filling.</summary>
    Frame,

    /// <summary>A light area, as of an interval.</summary>
    Band,

    /// <summary>An upright line, as of an interval.</summary>
    Pole,

    /// <summary>A cross.</summary>
    Cross,

    /// <summary>A small dot.</summary>
    Dot,
}
