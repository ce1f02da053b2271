using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>
/// Counts what a store holds, for metrics: at most every few seconds, and only when somebody asks. Answers at once with the last
/// count; a store that does not answer leaves that as it is.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreCensus(ISweepStore store, TimeProvider time)
{
    private const int MostSweeps = 1_000;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly SweepState[] s_open = [SweepState.Queued, SweepState.Running, SweepState.Paused, SweepState.Draining];
    private static readonly TrialState[] s_states = Enum.GetValues<TrialState>();
    private readonly Lock _lock = new();
    private Task _counting = Task.CompletedTask;
    private long? _counted;
    private volatile Count _last = new([], [], 0);

    /// <summary>Trials of sweeps that have not ended, for each state.</summary>
    public IReadOnlyList<(TrialState State, long Count)> Trials => Latest().Trials;

    /// <summary>Sweeps that have not ended, for each state.</summary>
    public IReadOnlyList<(SweepState State, long Count)> Sweeps => Latest().Sweeps;

    /// <summary>Silos that show signs of life.</summary>
    public long Silos => Latest().Silos;

    /// <summary>Counts again when it is due, and waits for that, but not for long.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Begin().WaitAsync(s_patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The last count stands.
        }
    }

    private Count Latest()
    {
        _ = Begin();
        return _last;
    }

    private Task Begin()
    {
        lock (_lock)
        {
            if (_counting.IsCompleted && (_counted is not { } since || time.GetElapsedTime(since) >= s_every))
            {
                _counting = CountAsync();
                _counted = time.GetTimestamp();
            }

            return _counting;
        }
    }

    private async Task CountAsync()
    {
        try
        {
            var sweeps = await store.ListSweepsAsync(new SweepQuery { States = s_open, Limit = MostSweeps }, CancellationToken.None).ConfigureAwait(false);
            var silos = await store.ListSilosAsync(CancellationToken.None).ConfigureAwait(false);
            _last = new Count(
                [.. s_states.Select(state => (state, sweeps.Sum(sweep => Of(sweep, state))))],
                [.. s_open.Select(state => (state, (long)sweeps.Count(sweep => sweep.State == state)))],
                silos.Count(silo => silo.Alive));
        }
        catch (Exception error) when (error is StoreException or ObjectDisposedException or InvalidOperationException)
        {
            // The metric of failed calls tells of it.
        }
    }

    /// <summary>A sweep's trials in a state; those that it has planned and not made yet are pending, too.</summary>
    private static long Of(SweepRecord sweep, TrialState state) => state switch
    {
        TrialState.Pending => sweep.Trials.Pending + Math.Max(0, sweep.Planned - sweep.Created),
        TrialState.Running => sweep.Trials.Running,
        TrialState.Completed => sweep.Trials.Completed,
        TrialState.StoppedEarly => sweep.Trials.StoppedEarly,
        TrialState.Failed => sweep.Trials.Failed,
        TrialState.Cancelled => sweep.Trials.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private sealed record Count(IReadOnlyList<(TrialState State, long Count)> Trials, IReadOnlyList<(SweepState State, long Count)> Sweeps, long Silos);
}
