namespace DropoutSweep.Figures.Geometry;

/// <summary>A scale of places in a row, one for each category.</summary>
public sealed class BandScale : IScale
{
    private readonly double _from;

    /// <summary>Divides an axis into equal places.</summary>
    /// <param name="labels">What the places are called; at least one.</param>
    /// <param name="from">Where the axis begins, in the figure's units.</param>
    /// <param name="to">Where it ends.</param>
    public BandScale(IReadOnlyList<string> labels, double from, double to)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("A scale has at least one place.", nameof(labels));
        }

        _from = from;
        Step = (to - from) / labels.Count;
        Ticks = [.. labels.Select((label, index) => new Tick(Map(index), label))];
    }

    /// <summary>The width of a place; negative when the axis runs backwards.</summary>
    public double Step { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>The middle of a place.</summary>
    /// <param name="value">Its number, from 0.</param>
    public double Map(double value) => _from + ((value + 0.5) * Step);
}
