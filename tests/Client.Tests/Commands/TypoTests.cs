using DropoutSweep.Client.Tests.Support;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

/// <summary>A command line with a mistake is answered with what was meant, once, before anything is read or asked.</summary>
public sealed class TypoTests
{
    [Theory]
    [InlineData("sumbit x.yaml", "there is no command 'sumbit'; did you mean 'submit'?")]
    [InlineData("data fetsh mnist", "there is no command 'fetsh'; did you mean 'fetch'?")]
    [InlineData("", "dropoutsweep is followed by a command.")]
    [InlineData("submit x.yaml --wacth", "there is no option '--wacth'; did you mean '--watch'?")]
    [InlineData("submit --wacth x.yaml", "there is no option '--wacth'; did you mean '--watch'?")]
    [InlineData("submit --wacth", "there is no option '--wacth'; did you mean '--watch'?")]
    [InlineData("up --silo=3", "there is no option '--silo'; did you mean '--silos'?")]
    [InlineData("up --nothing-like-it", "there is no option '--nothing-like-it'.")]
    [InlineData("up --engine sqll", "--engine is sql or orleans, not 'sqll'; did you mean 'sql'?")]
    [InlineData("completion bsh", "SHELL is bash, zsh, fish or pwsh, not 'bsh'; did you mean 'bash'?")]
    [InlineData("trials q --sort objectives", "--sort is number, objective, seconds or ended, not 'objectives'; did you mean 'objective'?")]
    [InlineData("trials q --state failed,runing", "--state is pending, running, completed, failed, stoppedEarly or cancelled, not 'runing'; did you mean 'running'?")]
    [InlineData("submit", "SPEC is missing: the specification, a YAML file.")]
    [InlineData("submit x.yaml --cluster", "--cluster is followed by a value: --cluster URL[,URL].")]
    [InlineData("up extra", "'extra' is one argument too many: dropoutsweep up takes none.")]
    [InlineData("describe a b", "'b' is one argument too many: dropoutsweep describe SPEC.")]
    [InlineData("submit x.yaml --priority -500", "--priority is a whole number from -100 to 100, not '-500'.")]
    public async Task Mistake_IsToldOnceWithWhatWasMeant(string line, string message)
    {
        var (exit, output, error) = await TestClient.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, exit);
        Assert.Empty(output);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal($"error: {message}", lines[0]);
        Assert.StartsWith("See: dropoutsweep ", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    /// <summary>What looks like an option and is the value of one, or follows two hyphens, is no mistake of this kind.</summary>
    [Theory]
    [InlineData("describe none.yaml --set -x", "There is no file 'none.yaml'")]
    [InlineData("describe -- --none", "There is no file '--none'")]
    [InlineData("submit none.yaml --priority -5", "There is no file 'none.yaml'")]
    public async Task ValueThatLooksLikeAnOption_IsTaken(string line, string message)
    {
        var (exit, _, error) = await TestClient.RunAsync(line.Split(' '));

        Assert.Equal(2, exit);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
