using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>What all attempts of a silo share.</summary>
/// <param name="store">The store.</param>
/// <param name="desk">Where epochs and ends go.</param>
/// <param name="coordinators">The sweeps' coordinators.</param>
/// <param name="options">Whether a store that fails is waited for.</param>
/// <param name="time">The clock for pauses.</param>
/// <param name="log">Told of failures that are waited out.</param>
/// <param name="epochsWait">Called when epochs wait to be reported.</param>
/// <param name="end">Ends every call to the store: the silo is going.</param>
internal sealed class AttemptServices(
    ISweepStore store,
    ISweepDesk desk,
    SweepCoordinators coordinators,
    EngineOptions options,
    TimeProvider time,
    Action<StoreException> log,
    Action epochsWait,
    CancellationToken end)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The sweeps' coordinators.</summary>
    public SweepCoordinators Coordinators => coordinators;

    /// <summary>Ends every call to the store: the silo is going.</summary>
    public CancellationToken End => end;

    /// <summary>Epochs wait to be reported.</summary>
    public void EpochsWait() => epochsWait();

    /// <summary>Calls the store; when it fails, again with growing pauses, if the options say so.</summary>
    public ValueTask<T> CallAsync<T>(Func<ISweepStore, ValueTask<T>> call) => CallAsync(call, end);

    /// <summary>Calls the store; when it fails, again with growing pauses, if the options say so, until the token is cancelled.</summary>
    public ValueTask<T> CallAsync<T>(Func<ISweepStore, ValueTask<T>> call, CancellationToken cancellationToken) => RepeatAsync(store, call, cancellationToken);

    /// <summary>Asks the desk, as <see cref="CallAsync{T}(Func{ISweepStore, ValueTask{T}})"/> calls the store.</summary>
    public ValueTask<T> AskAsync<T>(Func<ISweepDesk, ValueTask<T>> call) => RepeatAsync(desk, call, end);

    private async ValueTask<T> RepeatAsync<TCalled, T>(TCalled called, Func<TCalled, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await call(called).ConfigureAwait(false);
            }
            catch (StoreException error) when (options.WaitForStore)
            {
                log(error);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
