using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Geometry;

/// <summary>Leaves words off ticks until none touches its neighbour.</summary>
internal static class TickThinning
{
    private const double Gap = 8;

    /// <summary>Ticks along a horizontal axis: every tick stays, only every n-th keeps its words.</summary>
    /// <param name="ticks">The ticks, from left to right.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="left">No word begins left of this.</param>
    /// <param name="right">No word ends right of this.</param>
    public static IReadOnlyList<Tick> Across(IReadOnlyList<Tick> ticks, double size, double left, double right)
    {
        for (var every = 1; every <= ticks.Count; every++)
        {
            // The first word may be the one that has no room, at the edge.
            for (var first = 0; first < Math.Min(every + 1, ticks.Count); first++)
            {
                if (Fits(ticks, first, every, size, left, right))
                {
                    return Every(ticks, first, every);
                }
            }
        }

        return [.. ticks.Select((tick, index) => tick with { Text = index == 0 ? FigureText.Abridge(tick.Text, size, 2 * Math.Min(tick.At - left, right - tick.At)) : string.Empty })];
    }

    /// <summary>Ticks along a vertical axis, each a line high.</summary>
    /// <param name="ticks">The ticks, in any direction.</param>
    /// <param name="size">The font's size.</param>
    public static IReadOnlyList<Tick> Down(IReadOnlyList<Tick> ticks, double size)
    {
        var every = 1;
        while (ticks.Count > every && Math.Abs(ticks[every].At - ticks[0].At) < size * 1.2)
        {
            every++;
        }

        return Every(ticks, 0, every);
    }

    private static Tick[] Every(IReadOnlyList<Tick> ticks, int first, int every) =>
        [.. ticks.Select((tick, index) => index >= first && (index - first) % every == 0 ? tick : tick with { Text = string.Empty })];

    private static bool Fits(IReadOnlyList<Tick> ticks, int first, int every, double size, double left, double right)
    {
        var end = left;
        for (var index = first; index < ticks.Count; index += every)
        {
            var half = FigureText.Width(ticks[index].Text, size) / 2;
            if (ticks[index].At - half < end || ticks[index].At + half > right)
            {
                return false;
            }

            end = ticks[index].At + half + Gap;
        }

        return true;
    }
}
