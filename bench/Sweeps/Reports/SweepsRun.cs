namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>One run of this program.</summary>
/// <param name="Command">The command.</param>
/// <param name="Taken">When it began, in UTC.</param>
/// <param name="Load">The machine's load average as it began; null when not known.</param>
internal sealed record SweepsRun(string Command, DateTimeOffset Taken, double? Load);
