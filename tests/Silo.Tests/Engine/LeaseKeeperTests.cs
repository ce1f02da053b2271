using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Coordination;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

public sealed class LeaseKeeperTests
{
    /// <summary>After an outage all leases have run out, those of living silos too, who renew them as soon as they can.</summary>
    [Fact]
    public async Task Rescue_StoreWasAwayForLongerThanALease_GivesTheOthersTheTimeOfOne()
    {
        var token = TestContext.Current.CancellationToken;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        var (store, control) = LeaseStore.Make();
        var lease = TimeSpan.FromSeconds(1);
        var options = new EngineOptions { Lease = lease, RenewEvery = lease / 4, RescueEvery = lease / 10, WaitForStore = true };
        var services = new AttemptServices(store, null!, new SweepCoordinators(), options, TimeProvider.System, static _ => { }, static () => { }, end.Token);
        var keeper = new LeaseKeeper(services, "silo", static () => [], options, TimeProvider.System, NullLogger.Instance);
        Task[] work = [keeper.RenewAsync(end.Token), keeper.RescueAsync(end.Token)];
        await UntilRescuedAsync(since: 1);

        control.Leave();
        await Task.Delay(lease * 3, token);
        var back = TimeProvider.System.GetTimestamp();
        control.Return();
        await UntilRescuedAsync(back);

        Assert.True(TimeProvider.System.GetElapsedTime(back, control.Rescued) >= lease, $"Taken back after {TimeProvider.System.GetElapsedTime(back, control.Rescued)}.");
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(work));

        async Task UntilRescuedAsync(long since)
        {
            while (control.Rescued < since)
            {
                await Task.Delay(10, token);
            }
        }
    }
}
