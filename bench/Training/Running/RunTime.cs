using System.Runtime.InteropServices;

namespace DropoutSweep.Bench.Running;

/// <summary>How long one unit took, as the mean of a run.</summary>
/// <param name="Microseconds">Microseconds of a unit.</param>
/// <param name="Evaluation">Microseconds of it that were evaluation.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunTime(double Microseconds, double Evaluation);
