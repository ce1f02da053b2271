using System.Diagnostics;
using DropoutSweep.Bench.Machine;

namespace DropoutSweep.Bench.Running;

/// <summary>The machine's FMA peak, as a runner, so that it is measured among the others. A unit is 10^9 operations.</summary>
internal sealed class PeakRunner : WorkerRunner
{
    /// <summary>Seconds of a measurement.</summary>
    public const double Seconds = 0.02;

    /// <inheritdoc/>
    protected override void Work()
    {
        while (true)
        {
            var units = WaitForBegin();
            Ticks = (long)(units / FmaPeak.Measure(Seconds) * Stopwatch.Frequency);
            SayDone();
        }
    }
}
