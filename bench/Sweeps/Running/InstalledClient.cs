using System.Diagnostics;

namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>The client as the project's README installs it: compiled ahead for this platform.</summary>
internal static class InstalledClient
{
    /// <summary>Packs and installs it.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The program's path.</returns>
    public static async Task<string> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var (packages, tool) = (Path.Combine(folder, "packages"), Path.Combine(folder, "tool"));
        await RunAsync(["pack", "-c", "Release", Repository.PathOf("src", "Client"), "-o", packages, "--ucr"], cancellationToken);
        await RunAsync(["tool", "install", "DropoutSweep", "--tool-path", tool, "--source", packages, "--version", "*-*"], cancellationToken);
        return Path.Combine(tool, OperatingSystem.IsWindows() ? "dropoutsweep.exe" : "dropoutsweep");
    }

    private static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await errors}");
        }
    }
}
