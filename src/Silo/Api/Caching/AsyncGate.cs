using System.Diagnostics.CodeAnalysis;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>Lets one in at a time. Holds no handle, so that it can be forgotten without being disposed.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class AsyncGate
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits for its turn; disposing what is returned ends it.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return new Turn(_free);
    }

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
