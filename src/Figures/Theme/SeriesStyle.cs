namespace DropoutSweep.Figures.Theme;

/// <summary>How a series looks: colour by a class, and a dash and a shape of its own for those who do not see colours.</summary>
/// <param name="Class">The class that sets its colour in <see cref="FigureTheme.Css"/>.</param>
/// <param name="Dash">Its line's dashes, as SVG writes them; null for a solid line.</param>
/// <param name="Shape">Its mark.</param>
public sealed record SeriesStyle(string Class, string? Dash, MarkerShape Shape)
{
    /// <summary>Series that one figure tells apart.</summary>
    public const int Most = 8;

    private static readonly SeriesStyle[] s_styles =
    [
        new("f-s0", null, MarkerShape.Circle),
        new("f-s1", "7 3", MarkerShape.Square),
        new("f-s2", "2 2.5", MarkerShape.Triangle),
        new("f-s3", "9 3 2 3", MarkerShape.Diamond),
        new("f-s4", "12 4", MarkerShape.TriangleDown),
        new("f-s5", "4 2", MarkerShape.Bar),
        new("f-s6", "1.5 4", MarkerShape.Pillar),
        new("f-s7", "12 3 3 3 3 3", MarkerShape.Hexagon),
    ];

    /// <summary>The style of a series.</summary>
    /// <param name="index">Its number, from 0; styles repeat after <see cref="Most"/>.</param>
    public static SeriesStyle Of(int index) => s_styles[index % Most];
}
