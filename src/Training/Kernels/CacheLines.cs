using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Asks for memory before it is needed, where the processor can be asked; changes nothing else. An address need not be one
/// that may be read.
/// </summary>
internal static unsafe class CacheLines
{
    /// <summary>Bytes of a line.</summary>
    public const int Bytes = 64;

    /// <summary>Asks for the line that holds an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>Asks for the line that holds an address, for later: it shall not push what is in use out of the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchForLater(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    /// <summary>Asks for so many bytes from an address on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address, int bytes)
    {
        if (bytes > 4 * Bytes)
        {
            for (var i = 0; i < bytes; i += Bytes)
            {
                Fetch((byte*)address + i);
            }

            return;
        }

        // A loop over a few lines costs more than asking for them does. Callers know how many there are as they compile.
        Fetch(address);
        if (bytes > Bytes)
        {
            Fetch((byte*)address + Bytes);
        }

        if (bytes > 2 * Bytes)
        {
            Fetch((byte*)address + (2 * Bytes));
        }

        if (bytes > 3 * Bytes)
        {
            Fetch((byte*)address + (3 * Bytes));
        }
    }

    /// <summary>Asks for so many bytes from an address on, for later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchForLater(void* address, int bytes)
    {
        for (var i = 0; i < bytes; i += Bytes)
        {
            FetchForLater((byte*)address + i);
        }
    }
}
