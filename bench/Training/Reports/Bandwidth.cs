namespace DropoutSweep.Bench.Reports;

/// <summary>A memory level's rate on one core.</summary>
/// <param name="Level">Which level: L1, L2, L3 or memory.</param>
/// <param name="Bytes">Bytes gone through again and again.</param>
/// <param name="Rate">GB/s of a[i] = b[i] + s · c[i], counting 12 bytes an element.</param>
internal sealed record Bandwidth(string Level, long Bytes, double Rate);
