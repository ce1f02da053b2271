using System.Diagnostics.Metrics;

namespace DropoutSweep.Silo.Probe;

/// <summary>Counts turns of grains that took longer than the engine allows them, by Orleans' own instrument.</summary>
internal sealed class LongTurns : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public LongTurns()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Microsoft.Orleans", Name: "orleans-scheduler-long-running-turns" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, count, _, _) => Interlocked.Add(ref _count, count));
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _count, count));
        _listener.Start();
    }

    /// <summary>How many so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
