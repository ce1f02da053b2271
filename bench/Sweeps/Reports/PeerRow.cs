namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>One sweep under this program and, at once after it, under its peer.</summary>
/// <param name="Trials">Trials of each.</param>
/// <param name="Ours">Seconds of <c>run</c>, from its process's start to its end.</param>
/// <param name="Theirs">Seconds of the peer, from its process's start to its end, as a user waits for it.</param>
/// <param name="AfterImports">Those of them after its imports, to its table.</param>
/// <param name="Optuna">Optuna's version.</param>
/// <param name="Torch">PyTorch's version.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record PeerRow(int Trials, double Ours, double Theirs, double AfterImports, string Optuna, string Torch, double Load)
{
    /// <summary>How many times as fast this program is.</summary>
    public double Ratio => Theirs / Ours;
}
