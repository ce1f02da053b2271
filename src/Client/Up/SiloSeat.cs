using System.Globalization;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Up;

/// <summary>One of the silos that <c>up</c> keeps running: started again when it crashes, its trials taken back at once.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="port">Its port; 0 for a free one, which it then keeps.</param>
/// <param name="arguments">Its other arguments.</param>
/// <param name="engine">Its engine, by name.</param>
/// <param name="address">The store's address, for the silo.</param>
/// <param name="store">The store, to take trials back.</param>
/// <param name="say">Told what deserves a line.</param>
/// <param name="time">The clock.</param>
internal sealed class SiloSeat(int number, int port, IReadOnlyList<string> arguments, string engine, string address, ISweepStore store, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SweepCoordinators _coordinators = new();
    private readonly RestartPauses _pauses = new();
    private int _port = port;

    /// <summary>The address of the first silo once it is ready; null when it ended before.</summary>
    public Task<string?> Started => _started.Task;

    /// <summary>Keeps a silo running until asked to stop, until it stops by itself, until it could not even begin, or until another engine has the store.</summary>
    /// <returns>The exit code of a silo that could not begin, or that another engine has displaced; otherwise 0.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var began = time.GetTimestamp();
                var (exit, silo) = await LiveAsync(stop).ConfigureAwait(false);
                if (stop.IsCancellationRequested || exit == ExitCodes.Success)
                {
                    say(stop.IsCancellationRequested ? $"silo {number} has stopped." : $"silo {number} was asked to stop and is not started again.");
                    return ExitCodes.Success;
                }

                if (!_started.Task.IsCompleted || (exit == ExitCodes.BadInput && await IsDisplacedAsync(stop).ConfigureAwait(false)))
                {
                    return exit;
                }

                var pause = _pauses.After(time.GetElapsedTime(began));
                say($"silo {number} {ExitKind.Text(exit)}; {(silo is null ? "" : "its trials go on elsewhere; ")}it is started again in {pause.TotalSeconds:0} s.");
                await Task.Delay(pause, time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
        finally
        {
            _started.TrySetResult(null);
        }
    }

    /// <summary>One life of the silo.</summary>
    private async Task<(int Exit, string? Silo)> LiveAsync(CancellationToken stop)
    {
        using var process = SiloProcess.Start(["--port", _port.ToString(CultureInfo.InvariantCulture), .. arguments], address, line => say($"silo {number}: {line}"));
        await using var stopping = stop.Register(process.Stop).ConfigureAwait(false);
        var ready = await process.Ready.ConfigureAwait(false);
        if (ready is not null)
        {
            // Whoever was told its address finds it there again.
            _port = new Uri(ready.Address).Port;
        }

        if (ready is not null && !_started.TrySetResult(ready.Address))
        {
            say($"silo {number} is back at {ready.Address}.");
        }

        var exit = await WaitAsync(process, ready?.Address, stop).ConfigureAwait(false);
        var end = ExitKind.Of(exit);
        if (ready is not null && end != SiloEnd.Stopped)
        {
            await LeaveAsync(ready.Silo, end).ConfigureAwait(false);
        }

        return (exit, ready?.Silo);
    }

    private async Task<int> WaitAsync(SiloProcess process, string? address, CancellationToken stop)
    {
        using var living = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pulse = address is null ? Task.CompletedTask : new SiloPulse(address, () => KillSilent(process), time).FeelAsync(living.Token);
        try
        {
            return await process.Ended.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop by now.
        }
        finally
        {
            await living.CancelAsync().ConfigureAwait(false);
            await pulse.ConfigureAwait(false);
        }

        try
        {
            return await process.Ended.WaitAsync(StopWithin, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            say($"silo {number} does not stop and is killed.");
            process.Kill();
            return await process.Ended.ConfigureAwait(false);
        }
    }

    private void KillSilent(SiloProcess process)
    {
        say($"silo {number} does not answer any more and is killed.");
        process.Kill();
    }

    /// <summary>Whether silos of another engine have the store by now; the silo has said so.</summary>
    private async Task<bool> IsDisplacedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckEngineAsync(engine, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (EngineConflictException)
        {
            return true;
        }
        catch (StoreException)
        {
            // Not known: it is started again, and says what is the matter.
            return false;
        }
    }

    /// <summary>Gives back what a dead silo held, rather than wait until its leases have run out.</summary>
    private async Task LeaveAsync(string silo, SiloEnd end)
    {
        using var limit = new CancellationTokenSource(LeaveWithin, time);
        try
        {
            await store.LeaveSiloAsync(silo, end, _coordinators.Advance, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is StoreException or OperationCanceledException)
        {
            say($"the store could not be told of it ({error.Message}); the trials go on when their leases have run out.");
        }
    }
}
