using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

public sealed class SignalTests
{
    [Fact]
    public async Task Set_BeforeTheWait_IsKeptOnce()
    {
        using var signal = new Signal();
        signal.Set();
        signal.Set();
        await signal.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(signal.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    /// <summary>The engine ends when its last trial has; that trial's slot says a moment later that it is free, and once ended the process by it.</summary>
    [Fact]
    public void Set_AfterTheEnd_IsForNobody()
    {
        var signal = new Signal();
        signal.Dispose();

        signal.Set();
    }
}
