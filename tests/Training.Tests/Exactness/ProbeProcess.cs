using System.Diagnostics;
using Xunit;

namespace DropoutSweep.Training.Tests.Exactness;

/// <summary>Runs the probe as a child process.</summary>
internal static class ProbeProcess
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "DropoutSweep.Training.Probe.dll");

    /// <summary>Its output, line by line.</summary>
    /// <param name="setting">A <c>NAME=VALUE</c> for its environment; null for none.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string[]> RunAsync(string? setting, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What this process was started with must not reach the child: each test says what is switched.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_Enable", StringComparison.Ordinal) || name == "DOTNET_PreferredVectorBitWidth").ToArray())
        {
            start.Environment.Remove(name);
        }

        if (setting?.Split('=') is [var variable, var value])
        {
            start.Environment[variable] = value;
        }

        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            Assert.True(process.ExitCode == 0, $"The probe ended with {process.ExitCode}: {await errors}");
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>What the runtime says of the processor under a setting, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> HardwareAsync(string? setting)
    {
        var lines = await RunAsync(setting, "hardware");
        return lines.Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
