namespace DropoutSweep.Sweeps.Search;

/// <summary>
/// Every combination of the axes' values, numbered from 0 as a number in mixed radix: the first axis is the most
/// significant digit, the last one moves fastest. Nothing is stored, so a million configurations cost nothing
/// until one is asked for.
/// </summary>
public sealed class GridSearch
{
    private readonly int[] _lengths;

    /// <summary>A grid over axes of given lengths.</summary>
    /// <param name="lengths">Number of values of each axis, at least 1; no axis at all is one configuration.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is empty.</exception>
    public GridSearch(IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        foreach (var length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(lengths));
        }

        _lengths = [.. lengths];
        Count = _lengths.Aggregate(1L, (product, length) => product > long.MaxValue / length ? long.MaxValue : product * length);
    }

    /// <summary>Number of axes.</summary>
    public int Axes => _lengths.Length;

    /// <summary>Number of configurations; <see cref="long.MaxValue"/> when there are more.</summary>
    public long Count { get; }

    /// <summary>Writes which value of each axis a configuration has.</summary>
    /// <param name="number">The configuration, 0 to <see cref="Count"/> − 1.</param>
    /// <param name="digits">Receives one index for each axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such configuration.</exception>
    public void Decode(long number, Span<int> digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        for (var axis = _lengths.Length - 1; axis >= 0; axis--)
        {
            (number, var digit) = Math.DivRem(number, _lengths[axis]);
            digits[axis] = (int)digit;
        }
    }
}
