using DropoutSweep.Client.Interaction;
using DropoutSweep.Figures.Facets;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Reports;

/// <summary>What a sweep says, in words.</summary>
internal static class ReportAnswer
{
    private const int FewSeeds = 5;
    private const int MostFailures = 10;

    /// <summary>The answer: which configuration is the best, and what dropout did to it.</summary>
    public static IReadOnlyList<string> Sentences(SweepSpec spec, SweepSummary summary)
    {
        if (summary.Configurations is not [{ Completed: > 0 } best, ..])
        {
            return [summary.Failed > 0 ? $"No trial has completed: {summary.Failed} failed." : "No trial has completed yet."];
        }

        var names = SweepFacets.Of(spec);
        var test = spec.IsRegression ? $"a test loss of {NumberText.Estimate(best.TestLoss, NumberText.Loss)}" : $"a test accuracy of {NumberText.Estimate(best.TestAccuracy, NumberText.Percent)} %";
        var gap = spec.IsRegression ? $"a gap of {NumberText.Estimate(best.Gap, NumberText.Loss)} between test and train loss" : $"a train/test gap of {NumberText.Estimate(best.Gap, NumberText.Points)} points";
        var among = summary.Configurations.Count(one => one.Completed > 0);
        var without = among < summary.Configurations.Count ? $" ({summary.Configurations.Count - among} more have no trial that completed)" : "";
        var interval = best.Completed > 1 ? $"mean ± 95 % interval over {best.Completed} seeds" : "one seed, so no interval";
        return
        [
            $"Best of {among} configuration{(among == 1 ? "" : "s")}{without}, chosen on validation, is {names.NameOf(best.Configuration.Number)}, with {test} and {gap} ({interval}).",
            Dropout(spec, summary, best, names),
        ];
    }

    /// <summary>What to be careful about.</summary>
    public static IReadOnlyList<string> Warnings(SweepSpec spec, SweepSummary summary, IReadOnlyList<TrialRecord> records)
    {
        var warnings = new List<string>();
        if (summary.Open > 0)
        {
            warnings.Add($"{summary.Open} of {spec.TrialCount} trials have not ended; the numbers will change.");
        }

        if (summary.StoppedEarly > 0)
        {
            warnings.Add($"{NumberText.Of(summary.StoppedEarly, "trial")} stopped early: no mean counts {(summary.StoppedEarly == 1 ? "it" : "them")}.");
        }

        if (summary.Cancelled > 0)
        {
            warnings.Add($"{NumberText.Of(summary.Cancelled, "trial")} cancelled.");
        }

        if (summary.BeyondBudget > 0)
        {
            warnings.Add($"{summary.BeyondBudget} of {spec.TrialCount} trials lie beyond the sweep's budget: configurations have different numbers of seeds.");
        }

        if (spec.Replicates == 1)
        {
            warnings.Add("One seed each: there are no intervals, and small differences mean nothing.");
        }
        else if (spec.Replicates < FewSeeds)
        {
            warnings.Add($"{spec.Replicates} seeds each are few: intervals are wide{Tenth(summary)}.");
        }

        TrialRecord[] failed = [.. records.Where(record => record.Failure is not null)];
        warnings.AddRange(failed.Take(MostFailures).Select(record => $"Trial {record.Trial.Number} {(record.Failure!.Kind == TrialFailureKind.Diverged ? "diverged" : "failed")}: {record.Failure.Message}"));
        if (failed.Length > MostFailures)
        {
            warnings.Add($"{failed.Length - MostFailures} more trials failed; summary.json names them.");
        }

        if (summary.Selection is { } selection && selection.BestOnTest != selection.Chosen)
        {
            warnings.Add(spec.IsRegression
                ? $"Picked on test, the winner would look better by {NumberText.Loss(selection.ChosenTest - selection.BestTest)} in loss: that is peeking, not progress."
                : $"Picked on test, the winner would look better by {NumberText.Points((selection.BestTest - selection.ChosenTest) * 100)} points: that is peeking, not progress.");
        }

        return warnings;
    }

    /// <summary>How many seeds a tenth of a point would take, by the middle one of the comparisons that have enough pairs to say so.</summary>
    private static string Tenth(SweepSummary summary)
    {
        int[] needed = [.. summary.Configurations.Where(one => one.Twin is { P: not null, SeedsForTenth: not null }).Select(one => one.Twin!.SeedsForTenth!.Value).Order()];
        return needed.Length > 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"; at the scatter measured, a difference of 0.1 points would take {(needed[needed.Length / 2] < TwinComparison.MostSeeds ? "about" : "more than")} {needed[needed.Length / 2]:N0} seeds")
            : "";
    }

    private static string Dropout(SweepSpec spec, SweepSummary summary, ConfigurationSummary best, SweepFacets names)
    {
        if (best.Twin is { } twin)
        {
            return $"Against the same configuration without dropout, seed by seed on the test set{Unit(spec, twin)}: {TwinText.Line(twin, spec.IsRegression)}.";
        }

        var rival = summary.Configurations.FirstOrDefault(one => one.Completed > 0 && one.Twin?.Twin == best.Configuration.Number);
        return rival?.Twin is { } other
            ? $"It drops nothing; with dropout the best is {names.NameOf(rival.Configuration.Number)}, seed by seed on the test set{Unit(spec, other)}: {TwinText.Line(other, spec.IsRegression)}."
            : "The sweep has no configuration that differs from it by dropout alone, so it cannot say what dropout did.";
    }

    private static string Unit(SweepSpec spec, TwinComparison twin) => twin.Difference is null ? "" : spec.IsRegression ? ", in test loss" : ", in points of accuracy";
}
