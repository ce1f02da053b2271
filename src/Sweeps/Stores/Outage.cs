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
    private long _began;
    private long _failed;
    private long _told;
    private volatile bool _away;

    /// <summary>For how long it has been away; null when it is not.</summary>
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
                return _away ? time.GetElapsedTime(_began) : null;
            }
        }
    }

    /// <summary>A caller has failed.</summary>
    /// <returns>For how long it has been away, zero at first, when that is to be told now; null when it has been told lately.</returns>
    public TimeSpan? Failed()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _failed = now;
            if (!_away)
            {
                (_away, _began, _told) = (true, now, now);
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
            if (!_away || time.GetElapsedTime(_failed, now) < Quiet)
            {
                return null;
            }

            _away = false;
            return time.GetElapsedTime(_began, now);
        }
    }
}
