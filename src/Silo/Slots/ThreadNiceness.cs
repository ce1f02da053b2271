using System.Runtime.InteropServices;

namespace DropoutSweep.Silo.Slots;

/// <summary>
/// Lets a training thread stand back behind the rest of its machine: the API, the database and the people at it stay
/// quick while all cores train. <see cref="Thread.Priority"/> does nothing on Linux, where niceness belongs to threads.
/// </summary>
internal static partial class ThreadNiceness
{
    /// <summary>What slots add to the process's niceness: about a third of the share of a thread that does not stand back.</summary>
    public const int Added = 5;

    private const int OfProcess = 0;

    /// <summary>Makes the calling thread stand back. Where that cannot be done it changes nothing.</summary>
    public static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            // Who = 0 is the calling thread. 20 − niceness is what the call returns to its wrapper, which turns it back.
            _ = SetPriority(OfProcess, 0, GetPriority(OfProcess, 0) + Added);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    /// <summary>Niceness of the calling thread, −20 to 19.</summary>
    [LibraryImport("libc", EntryPoint = "getpriority")]
    internal static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);
}
