using System.Diagnostics.Metrics;

namespace DropoutSweep.Silo.Telemetry.Prometheus;

/// <summary>An instrument's series: one for each set of attributes that it was recorded with.</summary>
internal sealed class MetricFamily
{
    /// <summary>Most series of an instrument: an attribute that takes ever new values must not fill the memory.</summary>
    private const int MostSeries = 1_000;

    private static readonly double[] s_usualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly string _help;
    private readonly MetricKind _kind;
    private readonly bool _observed;
    private readonly double[] _bounds;

    private MetricFamily(Instrument instrument, MetricKind kind, bool observed, double[] bounds)
    {
        Name = PrometheusNames.Of(instrument.Name, instrument.Unit, kind);
        _help = instrument.Description ?? string.Empty;
        _kind = kind;
        _observed = observed;
        _bounds = bounds;
    }

    /// <summary>Its name in Prometheus' spelling.</summary>
    public string Name { get; }

    /// <summary>The family of an instrument; null for a kind that is not known here.</summary>
    public static MetricFamily? For(Instrument instrument)
    {
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return kind switch
        {
            _ when kind == typeof(Counter<>) => new MetricFamily(instrument, MetricKind.Counter, observed: false, []),
            _ when kind == typeof(ObservableCounter<>) => new MetricFamily(instrument, MetricKind.Counter, observed: true, []),
            _ when kind == typeof(UpDownCounter<>) => new MetricFamily(instrument, MetricKind.Sum, observed: false, []),
            _ when kind == typeof(ObservableUpDownCounter<>) || kind == typeof(ObservableGauge<>) || kind == typeof(Gauge<>) =>
                new MetricFamily(instrument, MetricKind.Gauge, observed: kind != typeof(Gauge<>), []),
            _ when kind == typeof(Histogram<>) => new MetricFamily(instrument, MetricKind.Histogram, observed: false, BoundsOf(instrument)),
            _ => null,
        };
    }

    /// <summary>Forgets what is told anew each time; a series that is not told of any more is gone.</summary>
    public void BeginObserving()
    {
        if (_observed)
        {
            lock (_lock)
            {
                _series.Clear();
            }
        }
    }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.Labels(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MostSeries)
                {
                    return;
                }

                series = new MetricSeries(labels, _bounds);
                _series.Add(labels, series);
            }

            if (_kind == MetricKind.Histogram)
            {
                series.Observe(value);
            }
            else
            {
                // An observed counter tells its total, another one what it has grown by.
                series.Value = _kind == MetricKind.Gauge || (_observed && _kind == MetricKind.Counter) ? value : series.Value + value;
            }
        }
    }

    /// <summary>Writes all series; nothing when there are none.</summary>
    public void Write(PrometheusText text)
    {
        lock (_lock)
        {
            if (_series.Count == 0)
            {
                return;
            }

            text.Head(Name, _help, _kind);
            foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
            {
                series.Write(text, Name, _kind);
            }
        }
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => s_usualBounds,
    };
}
