using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using DropoutSweep.Bench.Measuring;

namespace DropoutSweep.Bench.Instructions;

/// <summary>
/// Counts the instructions of training steps by letting the training thread of another process run one at a time.
/// The count is exact and needs no hardware counters; everything that varies is switched off: code is compiled
/// in full at once, and the counted steps are the same ones each time.
/// </summary>
internal static unsafe class InstructionCounter
{
    /// <summary>Counts them.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="uncounted">Steps before the first that counts.</param>
    /// <param name="counted">Steps that count.</param>
    /// <param name="data">The folder of data sets; null for the usual places.</param>
    /// <returns>Instructions of each counted step.</returns>
    public static long[] Count(int row, int uncounted, int counted, string? data)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[Environment.SystemPageSize]);
            using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
            using var view = file.CreateViewAccessor();
            byte* shared = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref shared);
            try
            {
                string[] folder = data is null ? [] : ["--data", data];
                using var process = ChildProcess.Start(
                    ["probe-steps", $"{row}", path, $"{uncounted}", $"{counted}", .. folder],
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["DOTNET_TieredCompilation"] = "0",
                        ["DOTNET_TieredPGO"] = "0",
                        ["DOTNET_gcConcurrent"] = "0",
                    });
                return Count((StepBoard*)shared, counted, process);
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long[] Count(StepBoard* board, int counted, Process process)
    {
        while (Volatile.Read(ref board->Thread) == 0)
        {
            if (process.WaitForExit(10))
            {
                throw new InvalidOperationException("The counted process ended before its first step.");
            }
        }

        var thread = board->Thread;
        Ptrace.Stop(thread);
        board->Watched = 1;
        var counts = new long[counted];
        var signal = 0;
        while (true)
        {
            signal = Ptrace.Step(thread, signal);
            var step = Volatile.Read(ref board->Step);
            if (signal < 0 || step > counted)
            {
                break;
            }

            if (step > 0)
            {
                counts[step - 1]++;
            }
        }

        process.Kill();
        return counts;
    }
}
