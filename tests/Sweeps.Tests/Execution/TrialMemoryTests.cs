using DropoutSweep.Sweeps.Execution;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

public sealed class TrialMemoryTests
{
    private const long Mega = 1_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Take_MoreThanThereIs_IsRefusedWithFigures()
    {
        var memory = new TrialMemory(100 * Mega, "the limit is 150 MB");
        memory.Keep(30 * Mega);

        var error = Assert.Throws<InsufficientMemoryException>(() => memory.Take((70 * Mega) + 1, "weights", Token));

        Assert.Equal("The trial needs 71 MB of memory (weights); there are 70 MB for trials (the limit is 150 MB, less data sets and what the process itself needs). A higher limit, smaller layers, a smaller batch or a plainer optimizer would do.", error.Message);
        memory.Take(70 * Mega, "weights", Token).Dispose();
    }

    [Fact]
    public void Admit_DataSetTooLarge_IsRefusedWithFigures()
    {
        var memory = new TrialMemory(100 * Mega, "the limit is 150 MB");
        memory.Admit(99 * Mega, "small");
        memory.Keep(60 * Mega);

        var error = Assert.Throws<InsufficientMemoryException>(() => memory.Admit(41 * Mega, "large"));

        Assert.Equal("The data set 'large' takes 41 MB of memory; there are 100 MB for data sets and trials, of which other data sets take 60 MB (the limit is 150 MB). A higher limit, or a smaller data set, would do.", error.Message);
    }

    [Fact]
    public async Task Take_WhileOthersHoldIt_WaitsInTheOrderOfAsking()
    {
        var memory = new TrialMemory(100, "");
        var first = memory.Take(60, "", Token);
        var large = Task.Run(() => memory.Take(90, "", Token), Token);
        await UntilWaitingAsync(memory, 1);
        var small = Task.Run(() => memory.Take(10, "", Token), Token);
        await UntilWaitingAsync(memory, 2);

        // There is room for the small one, but it came later: otherwise small ones could keep a large one out for ever.
        Assert.Equal(60, memory.Taken);
        first.Dispose();
        using (await large)
        using (await small)
        {
            Assert.Equal(100, memory.Taken);
        }

        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public async Task TakeSpare_OnlyTakesWhatNobodyWaitsFor()
    {
        var memory = new TrialMemory(100, "the limit");
        var spare = memory.TakeSpare(60);
        Assert.Equal(60, memory.Taken);
        Assert.Throws<InsufficientMemoryException>(() => memory.TakeSpare(41));
        var large = Task.Run(() => memory.Take(90, "", Token), Token);
        await UntilWaitingAsync(memory, 1);
        Assert.Throws<InsufficientMemoryException>(() => memory.TakeSpare(1));
        spare.Dispose();
        (await large).Dispose();
        Assert.Equal(0, memory.Taken);
    }

    [Fact]
    public async Task Keep_WhileATrialWaitsThatNoLongerFits_RefusesItAndLetsThoseBehindItIn()
    {
        var memory = new TrialMemory(100, "");
        var first = memory.Take(60, "", Token);
        var large = Task.Run(() => memory.Take(80, "", Token), Token);
        await UntilWaitingAsync(memory, 1);
        var small = Task.Run(() => memory.Take(10, "", Token), Token);
        await UntilWaitingAsync(memory, 2);

        memory.Keep(30);

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => large);
        using (await small)
        {
            Assert.Equal(70, memory.Taken);
        }

        first.Dispose();
        Assert.Equal((0, 0), (memory.Taken, memory.Waiting));
    }

    [Fact]
    public async Task Take_CancelledWhileItWaits_LetsThoseBehindItIn()
    {
        var memory = new TrialMemory(100, "");
        using var stop = new CancellationTokenSource();
        using var first = memory.Take(60, "", Token);
        var large = Task.Run(() => memory.Take(90, "", stop.Token), Token);
        await UntilWaitingAsync(memory, 1);
        var small = Task.Run(() => memory.Take(10, "", Token), Token);
        await UntilWaitingAsync(memory, 2);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        using var share = await small;
        Assert.Equal(70, memory.Taken);
    }

    [Fact]
    public async Task Take_ManyThreads_NeverExceedsTheCapacity()
    {
        var memory = new TrialMemory(100, "");
        var most = 0L;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            () =>
            {
                for (var i = 0; i < 500; i++)
                {
                    using var share = memory.Take(1 + ((worker + (i * 37)) % 60), "", Token);
                    InterlockedMax(ref most, memory.Taken);
                }
            },
            Token)));

        Assert.InRange(most, 1, 100);
        Assert.Equal(0, memory.Taken);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static async Task UntilWaitingAsync(TrialMemory memory, int count)
    {
        while (memory.Waiting < count)
        {
            await Task.Delay(1, Token);
        }
    }
}
