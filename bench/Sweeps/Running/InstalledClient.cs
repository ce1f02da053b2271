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
        // No build server is left behind to take part in what is measured, and the program has been started once, as the one that was built has.
        await RunAsync("dotnet", ["pack", "-c", "Release", Repository.PathOf("src", "Client"), "-o", packages, "--ucr", "--disable-build-servers"], cancellationToken);
        await RunAsync("dotnet", ["tool", "install", "DropoutSweep", "--tool-path", tool, "--source", packages, "--version", "*-*"], cancellationToken);
        var program = Path.Combine(tool, OperatingSystem.IsWindows() ? "dropoutsweep.exe" : "dropoutsweep");
        await RunAsync(program, ["--version"], cancellationToken);
        return program;
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await errors}");
        }
    }
}
