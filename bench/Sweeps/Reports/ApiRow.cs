namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>A question to the API.</summary>
/// <param name="What">The question.</param>
/// <param name="First">Milliseconds of the first answer.</param>
/// <param name="Median">Median milliseconds.</param>
/// <param name="Longest">Milliseconds of the slowest answer after the first.</param>
/// <param name="Limit">Milliseconds that no answer after the first may take.</param>
/// <param name="Bytes">Bytes of the answer.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record ApiRow(string What, double First, double Median, double Longest, double Limit, int Bytes, double Load);
