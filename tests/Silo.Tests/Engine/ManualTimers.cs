namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>The machine's time, on which more may pass when the test says so; then too do timers fire, if they are set.</summary>
internal sealed class ManualTimers : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _passed;

    /// <summary>Whether any timer is set.</summary>
    public bool AreSet => _timers.Exists(timer => timer.IsSet);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state)) { IsSet = dueTime != Timeout.InfiniteTimeSpan };
        _timers.Add(timer);
        return timer;
    }

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_passed.TotalSeconds * TimestampFrequency);

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => _passed += time;

    /// <summary>The time of every timer that is set has come.</summary>
    public void Fire() => _timers.FindAll(timer => timer.IsSet).ForEach(timer => timer.Fire());

    private sealed class Timer(Action callback) : ITimer
    {
        public bool IsSet { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsSet = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Fire()
        {
            IsSet = false;
            callback();
        }

        public void Dispose() => IsSet = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
