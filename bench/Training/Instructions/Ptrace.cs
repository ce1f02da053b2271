using System.Runtime.InteropServices;

namespace DropoutSweep.Bench.Instructions;

/// <summary>Linux's ptrace(2), as far as single-stepping another process's thread needs it.</summary>
internal static partial class Ptrace
{
    private const int Continue = 7;
    private const int SingleStep = 9;
    private const int Seize = 0x4206;
    private const int Interrupt = 0x4207;
    private const int AnyThread = 0x40000000;
    private const int TrapSignal = 5;

    /// <summary>Stops a thread; from now on the calling thread, and no other, may step it.</summary>
    /// <exception cref="InvalidOperationException">The system refuses.</exception>
    public static void Stop(int thread)
    {
        Check(Call(Seize, thread, 0, 0), "PTRACE_SEIZE");
        Check(Call(Interrupt, thread, 0, 0), "PTRACE_INTERRUPT");
        Wait(thread);
    }

    /// <summary>Lets it run one instruction.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="signal">The signal that it stopped for, to be handed on; 0 for none.</param>
    /// <returns>The signal that it has stopped for now; 0 when it only ran the instruction; −1 when it has ended.</returns>
    public static int Step(int thread, int signal)
    {
        Check(Call(SingleStep, thread, 0, signal), "PTRACE_SINGLESTEP");
        var stopped = Wait(thread);
        return stopped == TrapSignal ? 0 : stopped;
    }

    /// <summary>Lets it run on; it stays watched.</summary>
    public static void Release(int thread) => Check(Call(Continue, thread, 0, 0), "PTRACE_CONT");

    private static int Wait(int thread)
    {
        Check(WaitPid(thread, out var status, AnyThread), "waitpid");
        return (status & 0xFF) == 0x7F ? (status >> 8) & 0xFF : -1;
    }

    private static void Check(nint result, string call)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"{call} was refused: {Marshal.GetLastPInvokeErrorMessage()}. Single-stepping needs Linux, and in a container the ptrace capability.");
        }
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Call(nint request, nint thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitPid(int thread, out int status, int options);
}
