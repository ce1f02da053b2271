using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Machine;

/// <summary>
/// Rates of the memory levels by a[i] = b[i] + s · c[i] (the triad of McCalpin's STREAM), over arrays that fit the level.
/// </summary>
internal static unsafe class Triad
{
    private const int Alignment = 4096;
    private const int BytesOfElement = 12;

    /// <summary>Measures every level of one core.</summary>
    /// <param name="seconds">How long each.</param>
    public static IReadOnlyList<Bandwidth> MeasureAll(double seconds)
    {
        // Half of each cache, so that nothing else drives the arrays out; of the last one a quarter, it may be shared.
        var l1 = Known(ThisMachine.CacheBytes(1), 32 << 10) / 2;
        var l2 = Known(ThisMachine.CacheBytes(2), 512 << 10) / 2;
        var l3 = Known(ThisMachine.CacheBytes(3), 8 << 20);
        return
        [
            Measure("L1", l1, seconds),
            Measure("L2", l2, seconds),
            Measure("L3", Math.Max(l3 / 4, l2 * 4), seconds),
            Measure("memory", Math.Min(l3 * 8, 768L << 20), seconds),
        ];
    }

    private static long Known(long bytes, long otherwise) => bytes > 0 ? bytes : otherwise;

    private static Bandwidth Measure(string level, long bytes, double seconds)
    {
        var vector = Vector<float>.Count * 4;
        var count = (nint)(bytes / BytesOfElement / vector * vector);
        var a = Allocate(count);
        var b = Allocate(count);
        var c = Allocate(count);
        try
        {
            Run(a, b, c, count);
            var best = 0.0;
            var began = Stopwatch.GetTimestamp();
            do
            {
                // In bursts of some megabytes, the best of which counts: a disturbance only ever takes time.
                var turns = Math.Max(1, (int)((16L << 20) / bytes));
                var start = Stopwatch.GetTimestamp();
                for (var turn = 0; turn < turns; turn++)
                {
                    Run(a, b, c, count);
                }

                best = Math.Max(best, (double)count * BytesOfElement * turns / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
            }
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds);

            return new Bandwidth(level, count * BytesOfElement, best);
        }
        finally
        {
            NativeMemory.AlignedFree(a);
            NativeMemory.AlignedFree(b);
            NativeMemory.AlignedFree(c);
        }
    }

    private static float* Allocate(nint count)
    {
        var data = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), Alignment);
        new Span<float>(data, (int)count).Fill(1f);
        return data;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run(float* a, float* b, float* c, nint count)
    {
        var factor = new Vector<float>(0.5f);
        for (nint i = 0; i < count; i += Vector<float>.Count * 4)
        {
            for (var part = 0; part < 4; part++)
            {
                var at = i + (part * Vector<float>.Count);
                (Vector.Load(b + at) + (Vector.Load(c + at) * factor)).Store(a + at);
            }
        }
    }
}
