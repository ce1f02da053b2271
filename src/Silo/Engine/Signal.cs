namespace DropoutSweep.Silo.Engine;

/// <summary>
/// Wakes one waiter; a signal that comes while nobody waits is kept for the next wait, once. One that comes after the end is for
/// nobody: a slot's thread may tell of its last trial when the engine, which waited for that trial only, has ended already.
/// </summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private readonly Lock _lock = new();
    private bool _ended;

    public void Set()
    {
        lock (_lock)
        {
            if (!_ended && _semaphore.CurrentCount == 0)
            {
                _semaphore.Release();
            }
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _semaphore.WaitAsync(cancellationToken);

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _semaphore.Dispose();
        }
    }
}
