using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Watching;

/// <summary>Somebody who waits for an event of a sweep, or of any.</summary>
internal sealed class Waiter(string? sweepId, long after)
{
    private readonly TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sweep; null for any.</summary>
    public string? Sweep => sweepId;

    /// <summary>Ends when there is news.</summary>
    public Task News => _news.Task;

    /// <summary>Shows the sweep as it stands, null when it is gone.</summary>
    public void Tell(SweepRecord? sweep)
    {
        if (sweep is null || sweep.Sequence > after)
        {
            _news.TrySetResult();
        }
    }
}
