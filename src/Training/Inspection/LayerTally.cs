namespace DropoutSweep.Training.Inspection;

/// <summary>Gathers one layer's activations in two passes: first range and means, then what needs the range.</summary>
internal sealed class LayerTally(LayerName name)
{
    private const double SmallFactor = 0.1;

    private readonly Moments[] _units = [.. Enumerable.Range(0, name.Units).Select(_ => new Moments())];
    private Moments _all = new();
    private long _zeros;
    private long _small;
    private long[] _counts = [];

    public double Least => _all.Least;

    public double Greatest => _all.Greatest;

    public double LeastMean => _units.Min(unit => unit.Mean);

    public double GreatestMean => _units.Max(unit => unit.Mean);

    /// <summary>First pass: one sample's activations.</summary>
    public void AddFirst(ReadOnlySpan<float> values)
    {
        for (var unit = 0; unit < values.Length; unit++)
        {
            _all.Add(values[unit]);
            _units[unit].Add(values[unit]);
            _zeros += values[unit] == 0 ? 1 : 0;
        }
    }

    /// <summary>Second pass: one sample's activations.</summary>
    public void AddSecond(ReadOnlySpan<float> values, HistogramBins bins)
    {
        if (_counts.Length == 0)
        {
            _counts = new long[bins.Count];
        }

        var small = SmallFactor * Math.Max(Math.Abs(Least), Math.Abs(Greatest));
        foreach (var value in values)
        {
            _counts[bins.IndexOf(value)]++;
            _small += Math.Abs(value) < small || value == 0 ? 1 : 0;
        }
    }

    public LayerStatistics ToStatistics(HistogramBins bins, HistogramBins meanBins)
    {
        var means = new long[meanBins.Count];
        foreach (var unit in _units)
        {
            means[meanBins.IndexOf(unit.Mean)]++;
        }

        return new LayerStatistics
        {
            Name = name.Name,
            Units = name.Units,
            DropoutRate = name.Dropout,
            Mean = _all.Mean,
            StandardDeviation = _all.PopulationDeviation,
            Least = _all.Least,
            Greatest = _all.Greatest,
            ZeroShare = (double)_zeros / _all.Count,
            SmallShare = (double)_small / _all.Count,
            DeadShare = (double)_units.Count(unit => unit.Least == unit.Greatest) / name.Units,
            Activations = new Histogram(bins.Low, bins.Width, _counts),
            UnitMeans = new Histogram(meanBins.Low, meanBins.Width, means),
        };
    }
}
