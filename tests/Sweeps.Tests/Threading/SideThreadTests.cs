using DropoutSweep.Sweeps.Threading;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Threading;

/// <summary>Work ahead of need. What went wrong in these would end the process that the tests run in.</summary>
public sealed class SideThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Start_WorkThatThrows_TellsOfIt()
    {
        var told = new TaskCompletionSource<Exception>();
        var error = new NotSupportedException("broken");

        SideThread.Start("broken", () => throw error, told.SetResult);

        Assert.Same(error, await told.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Start_WhoIsToldThrowsToo_EndsNothing()
    {
        Thread? thread = null;
        using var told = new ManualResetEventSlim();

        SideThread.Start("broken", static () => throw new InvalidOperationException("broken"), error =>
        {
            thread = Thread.CurrentThread;
            told.Set();
            throw error;
        });

        Assert.True(told.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.True(thread!.Join(Patience));
    }

    [Fact]
    public void Start_WorkThatThrowsAndNobodyToTell_EndsNothing()
    {
        Thread? thread = null;
        var background = false;
        using var begun = new ManualResetEventSlim();

        SideThread.Start("broken", () =>
        {
            thread = Thread.CurrentThread;
            background = thread.IsBackground;
            begun.Set();
            throw new InvalidOperationException("broken");
        });

        Assert.True(begun.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(("broken", true), (thread!.Name, background));
        Assert.True(thread.Join(Patience));
    }
}
