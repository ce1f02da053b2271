using DropoutSweep.Client.Up;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Client.Tests.Up;

public sealed class SiloSeatTests
{
    [Theory]
    [InlineData(0, SiloEnd.Stopped)]
    [InlineData(1, SiloEnd.Crashed)]
    [InlineData(134, SiloEnd.Crashed)]
    [InlineData(139, SiloEnd.Crashed)]
    [InlineData(137, SiloEnd.Lost)]
    [InlineData(143, SiloEnd.Lost)]
    [InlineData(130, SiloEnd.Lost)]
    public void Of_ExitCode_TellsCrashesFromLosses(int exitCode, SiloEnd expected) => Assert.Equal(expected, ExitKind.Of(exitCode));

    [Fact]
    public void After_CrashesInARow_GrowToALimitAndStartAnewAfterALongLife()
    {
        var pauses = new RestartPauses();
        var grown = Enumerable.Range(0, 7).Select(_ => pauses.After(TimeSpan.FromSeconds(5)).TotalSeconds).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], grown);
        Assert.Equal(1, pauses.After(TimeSpan.FromMinutes(2)).TotalSeconds);
        Assert.Equal(2, pauses.After(TimeSpan.FromSeconds(5)).TotalSeconds);
    }

    [Fact]
    public void Parse_WrittenLine_IsReadBack()
    {
        var line = new ReadyLine("host-1-abc", "http://127.0.0.1:5380");
        Assert.Equal(line, ReadyLine.Parse(line.ToString()));
        Assert.Null(ReadyLine.Parse("something else"));
        Assert.Null(ReadyLine.Parse("ready: "));
    }
}
