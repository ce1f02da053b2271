using DropoutSweep.Client.Commands;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

/// <summary>The root command makes the one command that is called, and all when help or a typo asks for their names.</summary>
public sealed class DropoutSweepCommandTests
{
    private static readonly ClientHost Host = new() { Out = TextWriter.Null, Error = TextWriter.Null, Environment = static _ => null };

    [Fact]
    public void Commands_EachByItsName_IsTheOneThatIsMade()
    {
        var names = new DropoutSweepCommand(Host).Subcommands.Select(command => command.Name).ToList();

        Assert.Contains("run", names, StringComparer.Ordinal);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Equal([name], new DropoutSweepCommand(Host, name).Subcommands.Select(command => command.Name), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("rum")]
    [InlineData("RUN")]
    [InlineData("")]
    public void Commands_ByWhatIsNone_AreAllMade(string first) =>
        Assert.Equal(
            new DropoutSweepCommand(Host).Subcommands.Select(command => command.Name),
            new DropoutSweepCommand(Host, first).Subcommands.Select(command => command.Name),
            StringComparer.Ordinal);
}
