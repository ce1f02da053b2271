namespace DropoutSweep.Storage.Relational;

/// <summary>Counts changes and wakes who waits for one.</summary>
internal sealed class ChangeSignal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewSource();
    private long _changes;
    private long _seen;
    private int _waiting;

    /// <summary>Whether anyone waits.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    public void Raise()
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            _changes++;
            woken = _next;
            _next = NewSource();
        }

        woken.TrySetResult();
    }

    /// <summary>Waits for a change since the last wait began, at most so long.</summary>
    public async ValueTask WaitAsync(TimeSpan timeout, Action begun, CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock)
        {
            var changed = _changes != _seen;
            _seen = _changes;
            if (changed)
            {
                return;
            }

            next = _next.Task;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            begun();
            await next.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing has changed in time: that is an answer, too.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
