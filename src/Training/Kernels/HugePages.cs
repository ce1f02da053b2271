using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Asks Linux for pages of two mebibytes. Samples are drawn at random from many megabytes: with pages of four kibibytes almost
/// every one costs a walk through the page tables, a slow one in a virtual machine, and no prefetch hides it.
/// </summary>
internal static unsafe partial class HugePages
{
    // MADV_HUGEPAGE of <sys/mman.h>.
    private const int Advice = 14;
    private const int LeastBytes = 4 << 20;

    /// <summary>To be called before memory is first written to. Only a wish: what comes of it changes no result.</summary>
    public static void Ask(Span<byte> memory)
    {
        if (!OperatingSystem.IsLinux() || memory.Length < LeastBytes)
        {
            return;
        }

        fixed (byte* first = memory)
        {
            var page = (nuint)Environment.SystemPageSize;
            var start = ((nuint)first + page - 1) / page * page;
            var end = ((nuint)first + (nuint)memory.Length) / page * page;
            _ = Advise(start, end - start, Advice);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint address, nuint length, int advice);
}
