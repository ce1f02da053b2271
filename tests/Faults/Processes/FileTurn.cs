using System.Diagnostics;

namespace DropoutSweep.Faults.Processes;

/// <summary>Whether any process has its turn at writing a SQLite store.</summary>
public static class FileTurn
{
    /// <summary>Looks, by the system's own tool for such locks.</summary>
    public static async Task<bool> IsFreeAsync(string store)
    {
        using var process = Process.Start("flock", ["--nonblock", store + "-turn", "true"]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
