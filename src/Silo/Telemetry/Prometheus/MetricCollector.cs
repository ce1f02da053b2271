using System.Diagnostics.Metrics;

namespace DropoutSweep.Silo.Telemetry.Prometheus;

/// <summary>Gathers what the instruments of some meters tell, for whoever asks. Safe for use from many threads.</summary>
internal sealed class MetricCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Listens from now on.</summary>
    /// <param name="wanted">Whether an instrument is listened to.</param>
    public MetricCollector(Func<Instrument, bool> wanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wanted(instrument) && MetricFamily.For(instrument) is { } family)
            {
                // Several meters may have an instrument of one name, such as those of two servers in a process: one family.
                lock (_lock)
                {
                    family = _families.TryGetValue(family.Name, out var known) ? known : _families[family.Name] = family;
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, state) => Record(instrument, (double)value, tags, state));
        _listener.Start();
    }

    /// <summary>All that there is to tell now, in Prometheus' text format.</summary>
    public string Write()
    {
        lock (_writing)
        {
            // Not under the other lock: instruments may be published meanwhile, by whoever holds the runtime's.
            MetricFamily[] families;
            lock (_lock)
            {
                families = [.. _families.Values];
            }

            foreach (var family in families)
            {
                family.BeginObserving();
            }

            _listener.RecordObservableInstruments();
            var text = new PrometheusText();
            foreach (var family in families)
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        ((MetricFamily)state!).Record(value, tags);
}
