namespace DropoutSweep.Silo.Telemetry.Prometheus;

/// <summary>One series: a value, or the buckets of a histogram.</summary>
/// <param name="labels">Its labels as they are written, without braces.</param>
/// <param name="bounds">Upper bounds of a histogram's buckets, ascending; empty for other kinds.</param>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>Its labels as they are written, without braces.</summary>
    public string Labels => labels;

    /// <summary>The value of anything but a histogram.</summary>
    public double Value { get; set; }

    /// <summary>Counts a value in its bucket, whose upper bound is the least that is not below it.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        _counts[bucket >= 0 ? bucket : ~bucket]++;
        _sum += value;
    }

    /// <summary>Writes it.</summary>
    public void Write(PrometheusText text, string name, MetricKind kind)
    {
        if (kind != MetricKind.Histogram)
        {
            text.Sample(name, labels, Value);
            return;
        }

        long count = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += _counts[i];
            var bound = i < bounds.Length ? bounds[i] : double.PositiveInfinity;
            text.Sample($"{name}_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{PrometheusText.Number(bound)}\"", count);
        }

        text.Sample($"{name}_sum", labels, _sum);
        text.Sample($"{name}_count", labels, count);
    }
}
