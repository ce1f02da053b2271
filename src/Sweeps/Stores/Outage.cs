namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// Keeps what is told of something that many callers wait for, such as a database, to a few lines, however many of them fail:
/// that it is away, once a minute that it still is, and that it is back. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Outage(TimeProvider time)
{
    /// <summary>How often it is told that something is still away.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    /// <summary>So long nobody may have failed for it to be back: callers that were on their way still fail when the first one is answered.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    /// <summary>After so long without a failure nobody waits for it any more: the next one is another outage.</summary>
    private static readonly TimeSpan Over = 2 * Reminder;

    private long _began;
    private long _answered = long.MinValue;
    private long _failed;
    private long _told;
    private volatile bool _away;

    /// <summary>For how long it has answered nobody; null when it is not away.</summary>
    public TimeSpan? AwayFor
    {
        get
        {
            if (!_away)
            {
                return null;
            }

            lock (_lock)
            {
                return _away ? time.GetElapsedTime(Math.Max(_began, _answered)) : null;
            }
        }
    }

    /// <summary>A caller has failed.</summary>
    /// <param name="waited">How long it had waited for an answer.</param>
    /// <returns>For how long it has been away, zero at first, when that is to be told now; null when it has been told lately.</returns>
    public TimeSpan? Failed(TimeSpan waited = default)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var isNew = !_away || time.GetElapsedTime(_failed, now) > Over;
            _failed = now;
            if (isNew)
            {
                (_away, _began, _told) = (true, now - (long)(waited.TotalSeconds * time.TimestampFrequency), now);
                return TimeSpan.Zero;
            }

            if (time.GetElapsedTime(_told, now) < Reminder)
            {
                return null;
            }

            _told = now;
            return time.GetElapsedTime(_began, now);
        }
    }

    /// <summary>A caller has failed, which is told when it is to be.</summary>
    /// <param name="isAway">Tells that it is away.</param>
    /// <param name="isStillAway">Tells that it still is, and for how long it has been.</param>
    /// <param name="waited">How long the caller had waited for an answer.</param>
    public void Failed(Action isAway, Action<TimeSpan> isStillAway, TimeSpan waited = default)
    {
        ArgumentNullException.ThrowIfNull(isAway);
        ArgumentNullException.ThrowIfNull(isStillAway);
        switch (Failed(waited))
        {
            case null:
                break;
            case { Ticks: 0 }:
                isAway();
                break;
            case { } away:
                isStillAway(away);
                break;
        }
    }

    /// <summary>A caller has been answered.</summary>
    /// <returns>For how long it was away, when it was told that it is and that it is back is to be told now; else null.</returns>
    public TimeSpan? Answered()
    {
        if (!_away)
        {
            return null;
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            _answered = now;
            if (!_away || time.GetElapsedTime(_failed, now) < Quiet)
            {
                return null;
            }

            _away = false;
            return time.GetElapsedTime(_began, now);
        }
    }
}
