namespace DropoutSweep.Silo.Telemetry.Prometheus;

/// <summary>How an instrument's measurements become a value.</summary>
internal enum MetricKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A sum that may shrink; a gauge to Prometheus.</summary>
    Sum,

    /// <summary>The last value.</summary>
    Gauge,

    /// <summary>Counts in buckets.</summary>
    Histogram,
}
