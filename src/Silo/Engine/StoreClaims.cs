using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>Trials claimed from the store: the source of the engine <c>sql</c>.</summary>
internal sealed class StoreClaims(ISweepStore store, SweepCoordinators coordinators, EngineOptions options, TimeProvider time) : ITrialSource, IDisposable
{
    private readonly Signal _wake = new();
    private SiloWork? _work;

    public ISweepDesk Desk { get; } = new StoreDesk(store, coordinators);

    public bool ClaimsWithEnd(bool quick) => true;

    public void SlotFreed() => _wake.Set();

    public void StoreChanged() => _wake.Set();

    public Task StartAsync(SiloWork work, CancellationToken cancellationToken)
    {
        _work = work;
        return Task.CompletedTask;
    }

    /// <summary>Finds work for slots that have none to go on with.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var work = _work ?? throw new InvalidOperationException("It has not been started.");
        using var answer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stop = cancellationToken.UnsafeRegister(_ => answer.CancelAfter(options.AnswerWithin), state: null);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var free = work.Executor.FreeSlots;
            if (free.Count > 0 && !work.Executor.IsExclusive)
            {
                var request = work.Request(free);

                // A stop leaves it a moment: what was claimed must be known to be given back. A store that is gone is not waited for.
                var leases = await work.Services.CallAsync(open => open.ClaimAsync(request, answer.Token), answer.Token).ConfigureAwait(false);
                foreach (var lease in leases)
                {
                    work.Executor.Begin(lease);
                }
            }

            await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task EndAsync() => Task.CompletedTask;

    public void Dispose() => _wake.Dispose();
}
