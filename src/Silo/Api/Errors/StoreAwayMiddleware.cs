using DropoutSweep.Silo.Hosting;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>
/// Answers in the place of a store that is away: trials wait for it for minutes, whoever asks is told. An answer that has
/// begun, such as a stream of events, goes on when the store is back.
/// </summary>
internal sealed class StoreAwayMiddleware(RequestDelegate next, ISweepStore store, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    public async Task InvokeAsync(HttpContext context)
    {
        var asked = context.RequestAborted;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(asked);
        ITimer? timer = null;
        await using var looking = timer = time.CreateTimer(
            _ =>
            {
                if (context.Response.HasStarted)
                {
                    timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
                else if (store.AwayFor >= s_patience)
                {
                    // Not on the clock's thread, which an error of somebody's would end with the process.
                    _ = limit.CancelAsync();
                }
            },
            state: null,
            s_look,
            s_look);
        context.RequestAborted = limit.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !asked.IsCancellationRequested)
        {
            throw Problems.Unavailable(StoreAwayText.Of(store) ?? $"the store {store.Description.Address} has not answered in time");
        }
        finally
        {
            context.RequestAborted = asked;
        }
    }
}
