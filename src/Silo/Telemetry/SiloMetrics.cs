using System.Diagnostics.Metrics;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>
/// Every metric of a silo. Names, units and attributes follow OpenTelemetry's conventions; none of the names is one of
/// its own. Nothing is recorded more often than once an epoch or once a call to the store. docs/operations.md lists them all.
/// </summary>
internal sealed class SiloMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "DropoutSweep";

    private const string CallTag = "call";
    private const string StateTag = "state";

    private static readonly double[] s_callSeconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
    private static readonly double[] s_epochSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 300];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _epochs;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _claimed;
    private readonly Counter<long> _released;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _renewed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _epochDuration;
    private readonly Histogram<double> _storeDuration;
    private int _busy;

    /// <summary>The instruments of one silo.</summary>
    /// <param name="slots">Its slots.</param>
    /// <param name="census">What the store holds.</param>
    public SiloMetrics(int slots, StoreCensus census)
    {
        _epochs = _meter.CreateCounter<long>("dropoutsweep.epochs", "{epoch}", "Epochs that this silo has trained.");
        _samples = _meter.CreateCounter<long>("dropoutsweep.samples", "{sample}", "Training samples that this silo's networks have been shown.");
        _ended = _meter.CreateCounter<long>("dropoutsweep.trials.ended", "{trial}", "Trials whose end this silo has committed, by what they came to.");
        _claimed = _meter.CreateCounter<long>("dropoutsweep.attempts.begun", "{attempt}", "Attempts that this silo was handed.");
        _released = _meter.CreateCounter<long>("dropoutsweep.attempts.released", "{attempt}", "Attempts that this silo gave back unfinished, because it stops, its sweep was paused, or it lacks the data.");
        _lost = _meter.CreateCounter<long>("dropoutsweep.attempts.lost", "{attempt}", "Attempts of silos without a sign of life that this silo took back for others.");
        _refused = _meter.CreateCounter<long>("dropoutsweep.attempts.refused", "{attempt}", "Results of this silo that the store refused, as the trial was no longer its own.");
        _renewed = _meter.CreateCounter<long>("dropoutsweep.leases.renewed", "{lease}", "Leases that this silo has renewed.");
        _failures = _meter.CreateCounter<long>("dropoutsweep.store.failures", "{call}", "Calls to the store that failed after all its tries, by call.");
        _epochDuration = _meter.CreateHistogram("dropoutsweep.epoch.duration", "s", "Duration of an epoch with its evaluation.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_epochSeconds });
        _storeDuration = _meter.CreateHistogram("dropoutsweep.store.duration", "s", "Duration of a call to the store with its tries, by call.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_callSeconds });
        _meter.CreateObservableGauge("dropoutsweep.slots", () => slots, "{slot}", "Slots of this silo.");
        _meter.CreateObservableGauge("dropoutsweep.slots.busy", () => Volatile.Read(ref _busy), "{slot}", "Slots of this silo that train.");
        _meter.CreateObservableGauge("dropoutsweep.trials", () => census.Trials.Select(one => new Measurement<long>(one.Count, Tag(StateTag, StateNames.Of(one.State)))), "{trial}", "Trials of the store's sweeps that have not ended, by state; every silo of a store tells the same.");
        _meter.CreateObservableGauge("dropoutsweep.sweeps", () => census.Sweeps.Select(one => new Measurement<long>(one.Count, Tag(StateTag, StateNames.Of(one.State)))), "{sweep}", "Sweeps of the store that have not ended, by state; every silo of a store tells the same.");
        _meter.CreateObservableGauge("dropoutsweep.silos", () => census.Silos, "{silo}", "Silos of the store whose lease has not run out; every silo of a store tells the same.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter => _meter;

    /// <summary>
    /// Tells of every counter without attributes that it is 0, once somebody listens: an increase can only be seen of what has
    /// been seen before.
    /// </summary>
    public void BeginAtZero()
    {
        foreach (var counter in new[] { _epochs, _samples, _claimed, _released, _lost, _refused, _renewed })
        {
            counter.Add(0);
        }
    }

    /// <summary>A slot begins, or ends, to train.</summary>
    public void SlotBusy(bool busy) => Interlocked.Add(ref _busy, busy ? 1 : -1);

    /// <summary>An epoch was trained.</summary>
    public void EpochTrained(int samples, TimeSpan duration)
    {
        _epochs.Add(1);
        _samples.Add(samples);
        _epochDuration.Record(duration.TotalSeconds);
    }

    /// <summary>A trial's end was committed, or refused.</summary>
    public void TrialEnded(TrialState state, bool committed)
    {
        if (committed)
        {
            _ended.Add(1, Tag(StateTag, StateNames.Of(state)));
        }
        else
        {
            _refused.Add(1);
        }
    }

    /// <summary>Attempts were handed out to this silo.</summary>
    public void AttemptsBegun(int count) => Add(_claimed, count);

    /// <summary>Attempts were given back.</summary>
    public void AttemptsReleased(int count) => Add(_released, count);

    /// <summary>Attempts of others were found lost.</summary>
    public void AttemptsLost(int count) => Add(_lost, count);

    /// <summary>Leases were renewed.</summary>
    public void LeasesRenewed(int count) => Add(_renewed, count);

    /// <summary>A call to the store is over.</summary>
    public void StoreCalled(string call, TimeSpan duration) => _storeDuration.Record(duration.TotalSeconds, Tag(CallTag, call));

    /// <summary>A call to the store has failed.</summary>
    public void StoreFailed(string call) => _failures.Add(1, Tag(CallTag, call));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static void Add(Counter<long> counter, int count)
    {
        if (count > 0)
        {
            counter.Add(count);
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
