namespace DropoutSweep.Storage.Relational;

/// <summary>Counts changes and wakes who waits for one.</summary>
internal sealed class ChangeSignal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = NewSource();
    private long _changes = 1;
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

    /// <summary>Waits until the number of changes is another than the one that was seen, at most so long.</summary>
    /// <returns>The number of changes.</returns>
    public async ValueTask<long> WaitAsync(long seen, TimeSpan timeout, Action begun, CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock)
        {
            if (_changes != seen)
            {
                return _changes;
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

        lock (_lock)
        {
            return _changes;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
