namespace DropoutSweep.Storage.Postgres;

/// <summary>
/// Calls that end soon after they are cancelled, also when the server neither answers nor goes away. Npgsql then asks the server
/// to cancel and waits for that in turn, for as long as a connection may take, and holds up whoever cancels.
/// </summary>
internal static class PromptCancellation
{
    /// <summary>What a call that was cancelled has for its end: a commit that is under way is mostly over by then, and known.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a call.</summary>
    /// <param name="call">The call; when it is left behind, it runs on and what comes of it is not looked at.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled and did not end in time, or by being cancelled.</exception>
    public static async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return await call(CancellationToken.None).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
#pragma warning disable CA2000 // It has neither timer nor handle; a call that is left behind may still use it.
        var inner = new CancellationTokenSource();
#pragma warning restore CA2000
        var registration = cancellationToken.UnsafeRegister(Cancel, inner);
        await using var _ = registration.ConfigureAwait(false);
        var running = call(inner.Token);
        if (running.IsCompleted)
        {
            return await running.ConfigureAwait(false);
        }

        var task = running.AsTask();
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!task.IsCompleted)
        {
            return await EndAsync(task, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>On a thread of its own: the pool's few would all stand still in Npgsql, and with them whatever waits here.</summary>
    private static void Cancel(object? source) =>
        new Thread(static source => ((CancellationTokenSource)source!).Cancel()) { IsBackground = true, Name = "cancels a call to PostgreSQL" }.Start(source);

    private static async Task<T> EndAsync<T>(Task<T> task, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            _ = task.ContinueWith(static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
