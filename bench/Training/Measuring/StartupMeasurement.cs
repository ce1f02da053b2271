using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Measuring;

/// <summary>Publishes the client for this platform, as a release is, and measures how fast it starts.</summary>
internal static partial class StartupMeasurement
{
    private const int Starts = 10;

    /// <summary>Measures it.</summary>
    /// <param name="data">The folder of data sets that the user named; null for the usual places.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<StartupResult> MeasureAsync(string? data, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("dropoutsweep-bench").FullName;
        try
        {
            var published = Path.Combine(scratch, "client");
            await RunAsync("dotnet", ["publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", Repository.PathOf("src", "Client"), "-o", published], cancellationToken);
            var client = Path.Combine(published, OperatingSystem.IsWindows() ? "dropoutsweep.exe" : "dropoutsweep");
            List<string> run = ["run", Repository.PathOf("sweeps", "quickstart.yaml"), "--set", "training.epochs=1"];
            if (data is not null)
            {
                run.AddRange(["--data", data]);
            }

            var runs = 0;
            string[] Out() => ["--out", Path.Combine(scratch, $"run{runs++}")];
            return new StartupResult(
                await MedianAsync(() => RunAsync(client, ["--version"], cancellationToken)),
                await MedianAsync(() => UntilFirstTrialAsync(client, [.. run, .. Out()], cancellationToken)),
                await MedianAsync(() => UntilFirstTrialAsync(client, [.. run, "--set", "model.layers=[16]", "--set", "split.validation=0.9", .. Out()], cancellationToken)));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<Spread> MedianAsync(Func<Task<double>> measure)
    {
        // The first start reads the files from disk.
        await measure();
        List<double> times = [];
        for (var i = 0; i < Starts; i++)
        {
            times.Add(await measure());
        }

        return Spread.Of(times);
    }

    private static async Task<double> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments);
        var talk = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await talk}");
    }

    private static async Task<double> UntilFirstTrialAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        List<string> talk = [];
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (EndedTrial().IsMatch(line))
            {
                var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellationToken);
                return elapsed;
            }

            talk.Add(line);
        }

        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended without ending a trial:\n{await output}\n{string.Join('\n', talk)}");
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    [GeneratedRegex(@"^\d+/\d+ ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndedTrial();
}
