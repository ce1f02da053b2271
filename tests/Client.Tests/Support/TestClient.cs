using DropoutSweep.Client.Commands;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>Runs a typed command line through the real root command, with captured writers.</summary>
internal static class TestClient
{
    public static Task<(int Exit, string Out, string Error)> RunAsync(params string[] args) => RunAsync(static _ => null, args);

    public static async Task<(int Exit, string Out, string Error)> RunAsync(Func<string, string?> environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new ClientHost { Out = output, Error = TextWriter.Synchronized(error), Environment = environment };
        var exit = await CommandLine.RunAsync(args, host, Xunit.TestContext.Current.CancellationToken);
        return (exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
