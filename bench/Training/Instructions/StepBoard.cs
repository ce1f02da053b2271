using System.Runtime.InteropServices;

namespace DropoutSweep.Bench.Instructions;

/// <summary>What the counted and the counting process share.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StepBoard
{
    /// <summary>The thread that trains; 0 until it waits to be watched.</summary>
    public int Thread;

    /// <summary>Not 0 once it is watched.</summary>
    public int Watched;

    /// <summary>The step under way, from 1 for the first that counts; 0 before.</summary>
    public int Step;
}
