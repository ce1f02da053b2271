namespace DropoutSweep.Client.Runs;

/// <summary>
/// Keeps a second process out of a run folder by the operating system's file lock, which dies with its
/// process: a lock file left behind by a killed one does not block.
/// </summary>
internal static class RunLock
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Takes the lock; held until disposed.</summary>
    /// <exception cref="RunFolderException">Another process holds it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, RunFiles.State, RunFiles.Lock),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException error) when (error.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new RunFolderException($"Another process is running the sweep in '{folder}'. Wait for it, stop it, or choose another folder with --out.");
        }
    }
}
