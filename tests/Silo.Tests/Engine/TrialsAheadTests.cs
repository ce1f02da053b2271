using DropoutSweep.Silo.Engine;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>How many trials a slot asks for.</summary>
public sealed class TrialsAheadTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(1_000, 3, 1)]
    [InlineData(12.5, 3, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(2, 3, 6)]
    [InlineData(0.1, 3, 64)]
    [InlineData(2, 100, 15)]
    [InlineData(40, 1_000, 1)]
    [InlineData(0, 3, 64)]
    public void Count_IsWhatTakesFourTimesTheAskingButNotLong(double trained, double asked, int expected)
    {
        var trials = new TrialsAhead(Within);
        for (var i = 0; i < 10; i++)
        {
            trials.Note(trials.Count, trials.Count * TimeSpan.FromMilliseconds(trained), TimeSpan.FromMilliseconds(asked));
        }

        Assert.Equal(expected, trials.Count);
    }

    [Fact]
    public void Count_DoublesAtMostAndFallsAtOnce()
    {
        var trials = new TrialsAhead(Within);
        Assert.Equal(1, trials.Count);
        Note(trained: 0.01);
        Assert.Equal(2, trials.Count);
        Note(trained: 0.01);
        Assert.Equal(4, trials.Count);
        Note(trained: 100);
        Assert.Equal(1, trials.Count);
        Note(trained: 0.01);
        Note(trained: 0.01);
        trials.Halve();
        Assert.Equal(2, trials.Count);
        trials.Halve();
        trials.Halve();
        Assert.Equal(1, trials.Count);

        void Note(double trained) => trials.Note(1, TimeSpan.FromMilliseconds(trained), TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void Count_WithoutTime_IsOne()
    {
        var trials = new TrialsAhead(TimeSpan.Zero);
        trials.Note(1, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        trials.Note(1, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Assert.Equal(1, trials.Count);
    }
}
