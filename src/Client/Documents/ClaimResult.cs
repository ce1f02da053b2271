using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Documents;

/// <summary>A claim with what was measured.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="With">The metric of the configuration it is about.</param>
/// <param name="Against">The metric of the one it is held against; null when it is held against zero.</param>
/// <param name="Difference">The paired difference, seed by seed, or the metric itself; null when nothing was measured.</param>
/// <param name="Verdict">What that says about the claim.</param>
internal sealed record ClaimResult(Claim Claim, Estimate? With, Estimate? Against, Estimate? Difference, string Verdict);
