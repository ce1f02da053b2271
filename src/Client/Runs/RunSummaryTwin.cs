using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Text;

namespace DropoutSweep.Client.Runs;

/// <summary>A configuration against the same one without dropout, seed by seed, on test.</summary>
/// <param name="Configuration">The twin's number.</param>
/// <param name="Pairs">Seeds that both have completed.</param>
/// <param name="Difference">With dropout − without: points of accuracy, or loss for regression.</param>
/// <param name="P">Two-sided p value of the paired t test.</param>
/// <param name="HolmP">The same, corrected for the sweep's comparisons.</param>
/// <param name="Verdict">In a word.</param>
/// <param name="Sentence">In words.</param>
/// <param name="SeedsForTenth">Seeds that it would take to see 0.1 points; 100,000 stands for so many or more.</param>
internal sealed record RunSummaryTwin(int Configuration, int Pairs, Estimate? Difference, double? P, double? HolmP, string Verdict, string Sentence, int? SeedsForTenth)
{
    public static RunSummaryTwin? Of(TwinComparison? comparison, bool regression) => comparison is null ? null : new RunSummaryTwin(
        comparison.Twin,
        comparison.Pairs,
        comparison.Difference,
        comparison.P,
        comparison.HolmP,
        EnumNames.Of(comparison.Verdict),
        TwinText.Sentence(comparison, regression),
        comparison.SeedsForTenth);
}
