using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>
/// Lets the processes that write one file take turns. Two locks of the operating system beside the file: who wants to
/// write takes the queue, then the turn, and gives the queue free once it has the turn. Whoever waits for the turn holds
/// the queue, so one who has just written and comes back at once stands behind him: two writers alternate, and nobody
/// spins. The system frees the locks of a process that is killed.
/// </summary>
internal sealed partial class Turnstile : IDisposable
{
    private const string QueueSuffix = "-queue";
    private const int Exclusive = 2;
    private const int Unlock = 8;
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int NoAccess = 13;
    private const int NoFolder = 20;
    private const int ReadOnly = 30;
    private const int ReadableByAll = 0x1A4;
    private const nuint LinuxCloseOnExec = 0x5451;
    private const nuint MacCloseOnExec = 0x20006601;

    private readonly SafeFileHandle _queue;
    private readonly SafeFileHandle _turn;

    private Turnstile(SafeFileHandle queue, SafeFileHandle turn) => (_queue, _turn) = (queue, turn);

    /// <summary>Whether a file has had a turnstile before.</summary>
    public static bool IsThere(string path) => File.Exists(path + QueueSuffix);

    /// <summary>Makes the turnstile of a file; null, with the reason, where the system has no such locks.</summary>
    public static Turnstile? TryOpen(string path, out string reason)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            reason = "this system has no flock";
            return null;
        }

        var turnstile = new Turnstile(Open(path + QueueSuffix), Open(path + "-turn"));
        try
        {
            turnstile.Enter();
            turnstile.Leave();
            reason = string.Empty;
            return turnstile;
        }
        catch (IOException error)
        {
            // Some network file systems refuse.
            turnstile.Dispose();
            reason = error.Message;
            return null;
        }
    }

    /// <summary>Waits for the turn.</summary>
    public void Enter()
    {
        Lock(_queue, Exclusive);
        try
        {
            Lock(_turn, Exclusive);
        }
        finally
        {
            Lock(_queue, Unlock);
        }
    }

    /// <summary>Gives the turn on.</summary>
    public void Leave() => Lock(_turn, Unlock);

    public void Dispose()
    {
        _turn.Dispose();
        _queue.Dispose();
    }

    /// <summary>
    /// Opened past the runtime, which would put a lock of its own on the file; and closed to child processes, which
    /// would otherwise keep the locks of a parent that was killed.
    /// </summary>
    private static SafeFileHandle Open(string path)
    {
        var file = Create(path, ReadableByAll);
        if (file < 0 || CloseInChildren(file, OperatingSystem.IsMacOS() ? MacCloseOnExec : LinuxCloseOnExec) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            var message = Marshal.GetPInvokeErrorMessage(error);
            throw error switch
            {
                NotPermitted or NoAccess or ReadOnly => new UnauthorizedAccessException(message),
                NoEntry or NoFolder => new DirectoryNotFoundException(message),
                _ => new IOException(message),
            };
        }

        return new SafeFileHandle(file, ownsHandle: true);
    }

    private static void Lock(SafeFileHandle file, int operation)
    {
        while (FileLock(file, operation) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "creat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(string path, int mode);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseInChildren(int file, nuint request);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileLock(SafeFileHandle file, int operation);
}
