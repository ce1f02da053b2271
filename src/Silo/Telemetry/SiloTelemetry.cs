using System.Diagnostics.Metrics;
using DropoutSweep.Silo.Telemetry.Prometheus;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>
/// What a silo tells of itself: counted where it calls the store and the trainer, and handed out at <c>/metrics</c> and, when the
/// standard environment variables ask for it, by OTLP.
/// </summary>
public sealed class SiloTelemetry : IDisposable
{
    private readonly StoreCensus _census;
    private readonly SiloMetrics _metrics;
    private readonly MetricCollector _collector;
    private readonly OtlpExport? _export;
    private readonly TimeProvider _time;

    private SiloTelemetry(StoreCensus census, SiloMetrics metrics, OtlpExport? export, TimeProvider time)
    {
        _census = census;
        _metrics = metrics;
        _export = export;
        _time = time;
        var own = metrics.Meter;
        _collector = new MetricCollector(instrument => ReferenceEquals(instrument.Meter, own) || ForeignInstruments.IsHandedOut(instrument));
        metrics.BeginAtZero();
    }

    /// <summary>The meter, for tests.</summary>
    internal Meter Meter => _metrics.Meter;

    /// <summary>Begins to tell.</summary>
    /// <param name="store">The silo's store.</param>
    /// <param name="slots">The silo's slots.</param>
    /// <param name="silo">The silo's id, for traces and metrics by OTLP.</param>
    /// <param name="environment">A variable of the environment by its name; null when it is not set.</param>
    /// <param name="time">The clock.</param>
    public static SiloTelemetry Begin(ISweepStore store, int slots, string silo, Func<string, string?> environment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(environment);
        var census = new StoreCensus(store, time);
        var metrics = new SiloMetrics(slots, census);
        return new SiloTelemetry(census, metrics, OtlpExport.Begin(silo, environment), time);
    }

    /// <summary>The same store, measured.</summary>
    public ISweepStore Measure(ISweepStore store) => new MeteredStore(store, _metrics, _time);

    /// <summary>The same trainer, measured.</summary>
    public ITrialTrainer Measure(ITrialTrainer trainer) => new MeteredTrainer(trainer, _metrics, _time);

    /// <inheritdoc/>
    public void Dispose()
    {
        _export?.Dispose();
        _collector.Dispose();
        _metrics.Dispose();
    }

    /// <summary>All metrics in Prometheus' text format.</summary>
    internal async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await _census.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return _collector.Write();
    }
}
