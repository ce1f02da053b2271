namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>A sweep's live page in a browser.</summary>
/// <param name="Trials">The sweep's completed trials.</param>
/// <param name="Characters">Characters of the page.</param>
/// <param name="FirstPaint">Milliseconds to the first paint of the first load, right after the silo was ready.</param>
/// <param name="Paint">Median milliseconds to the first paint of the loads after it.</param>
/// <param name="LongestPaint">The longest.</param>
/// <param name="Update">Median milliseconds of the main thread for an update.</param>
/// <param name="LongestUpdate">The longest.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record PageRow(int Trials, int Characters, double FirstPaint, double Paint, double LongestPaint, double Update, double LongestUpdate, double Load);
