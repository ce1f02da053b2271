using System.Diagnostics;

namespace DropoutSweep.Faults.Scenarios;

/// <summary>The store's disk runs full in mid-sweep and is freed again: a small file system in memory, which takes root.</summary>
public static class FullDisk
{
    private const string Fault = "disk full, then freed";

    /// <summary>Tries it.</summary>
    public static async Task<FaultOutcome> RunAsync(FaultOptions options, SweepResults expected)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mount = Path.Combine(options.Folder, $"disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(mount);
        if (!await ToolAsync("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount))
        {
            return new FaultOutcome { Fault = Fault, Store = "sqlite", Strikes = 0, Wrong = [], Skipped = "a file system of limited size cannot be mounted here (it takes root)" };
        }

        try
        {
            return await FillAsync(mount, options, expected);
        }
        finally
        {
            await ToolAsync("umount", mount);
        }
    }

    private static async Task<FaultOutcome> FillAsync(string mount, FaultOptions options, SweepResults expected)
    {
        await using var context = await FaultContext.BeginAsync(Path.Combine(mount, "sweeps.db"), options);
        context.StartSilo();
        await context.WaitForAsync(sweep => sweep.Trials.Ended > 0);
        var ballast = Path.Combine(mount, "ballast");
        var full = Fill(ballast);
        await Task.Delay(options.Lease * 2);
        File.Delete(ballast);
        return await context.EndAsync(Fault, full ? 1 : 0, expected);
    }

    private static bool Fill(string path)
    {
        try
        {
            using var stream = File.Create(path, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<bool> ToolAsync(string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, args) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
