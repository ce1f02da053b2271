using DropoutSweep.Grains.Orleans;
using DropoutSweep.Storage.Tests.Postgres;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>What a silo does with ends before any grain hears of them.</summary>
public sealed class GrainDeskTests
{
    private readonly TrialLease _lease = new(new AttemptId("sweep", 0, 1), new Trial(0, 0, 0, 1), Slot: 0, Exclusive: false, HasCheckpoint: false);

    /// <summary>Silos wait for a grain that gives no answer and ask again: for a model's file they would do so for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_AModelThatCannotBeMadeAFile_IsNoGrainThatWasLost(bool claims)
    {
        var desk = new GrainDesk(static () => throw new NotSupportedException("No grain is to be asked."), null!, static () => false, TimeProvider.System, NullLogger.Instance);
        var end = TestEnds.End(_lease) with { Model = new ModelContent(1, static () => throw new InvalidOperationException("full")) };
        var claim = claims ? new ClaimRequest { Silo = "s", Slots = [0], Lease = TimeSpan.FromSeconds(15) } : null;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await desk.CompleteAsync([end], claim, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CompleteAsync_AGrainThatCannotBeAsked_IsAStoreToWaitFor()
    {
        var desk = new GrainDesk(static () => throw new NotSupportedException("gone"), null!, static () => false, TimeProvider.System, NullLogger.Instance);

        var error = await Assert.ThrowsAsync<StoreException>(
            async () => await desk.CompleteAsync([TestEnds.End(_lease)], next: null, TestContext.Current.CancellationToken));

        Assert.Equal("The grain of sweep sweep gave no answer: gone", error.Message);
    }

    /// <summary>Every slot of a silo waits for the same grain and asks again: one line says so.</summary>
    [Fact]
    public async Task AdvanceAsync_AGrainThatCannotBeReached_IsToldOnceInOneLine()
    {
        var log = new RecordingLogger();
        var desk = new GrainDesk(
            static () => throw new SiloUnavailableException("Unable to connect\n   at Orleans.Runtime.Messaging.ConnectionManager"), null!, static () => false, TimeProvider.System, log);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StoreException>(async () => await desk.AdvanceAsync("sweep", TestContext.Current.CancellationToken));
        }

        Assert.Equal(
            ["The silo that takes the results of sweep is lost or does not answer; another one takes over: it cannot be reached"], log.Warnings);
    }
}
