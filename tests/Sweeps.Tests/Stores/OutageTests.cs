using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Stores;

public sealed class OutageTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Failed_IsTold_OnceAndThenOnceAMinute()
    {
        var outage = new Outage(_time);

        Assert.Equal(TimeSpan.Zero, outage.Failed());
        for (var second = 1; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(outage.Failed());
        }

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(62), outage.Failed());
        Assert.Null(outage.Failed());
    }

    /// <summary>Some fail and some are answered, such as where a server has too few connections: it is not away for them all.</summary>
    [Fact]
    public void AwayFor_CountsFromTheLastAnswer()
    {
        var outage = new Outage(_time);
        Assert.Null(outage.AwayFor);
        outage.Failed();
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), outage.AwayFor);
        outage.Failed();
        outage.Answered();
        _time.Advance(TimeSpan.FromSeconds(1));
        outage.Failed();
        Assert.Equal(TimeSpan.FromSeconds(1), outage.AwayFor);
    }

    [Fact]
    public void Failed_AfterAWaitOrALongTime_CountsFromItsBeginning()
    {
        var outage = new Outage(_time);
        outage.Failed(waited: TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), outage.AwayFor);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, outage.Failed());
        Assert.Equal(TimeSpan.Zero, outage.AwayFor);
    }

    [Fact]
    public void Answered_IsTold_OnceNobodyFailsAnyMore()
    {
        var outage = new Outage(_time);
        Assert.Null(outage.Answered());
        outage.Failed();
        _time.Advance(TimeSpan.FromSeconds(4));
        outage.Failed();

        // One is answered while others, which had asked before, still fail.
        Assert.Null(outage.Answered());
        Assert.Null(outage.Failed());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(5), outage.Answered());
        Assert.Null(outage.Answered());
        Assert.Equal(TimeSpan.Zero, outage.Failed());
    }
}
