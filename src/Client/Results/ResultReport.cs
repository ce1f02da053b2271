using System.Globalization;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Progress;
using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Results;

/// <summary>What <c>run</c> and <c>watch</c> print at a sweep's end: the table, what it rests on, failures, and where the files are.</summary>
internal static class ResultReport
{
    private const int MostRowsOnTerminal = 40;
    private const int MostFailures = 5;
    private const int MostVerdicts = 8;

    public static void Write(ClientHost host, SweepSpec spec, Dataset dataset, SweepSummary summary, IReadOnlyList<TrialRecord> records, string folder) =>
        Write(host, spec, new RunSummaryDataset(dataset.Name, dataset.Description, dataset.Fingerprint), summary, records, folder);

    /// <summary>Writes the results.</summary>
    /// <param name="host">Where to.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="dataset">The data that it was trained on.</param>
    /// <param name="summary">The results.</param>
    /// <param name="records">The ended trials.</param>
    /// <param name="files">Where the files are, or how to come by them.</param>
    public static void Write(ClientHost host, SweepSpec spec, RunSummaryDataset dataset, SweepSummary summary, IReadOnlyList<TrialRecord> records, string files)
    {
        var data = ResultTableBuilder.Build(spec, summary);
        var console = new ResultWriter(host);
        var most = host.OutIsTerminal ? MostRowsOnTerminal : int.MaxValue;

        console.Line("bold", $"{spec.Name} on {dataset.Name}: {TallyText.Of(spec, summary)}");
        console.Line("default", $"Data: {dataset.Description}");
        if (summary.Completed > 0 || summary.Failed > 0)
        {
            foreach (var (style, text) in ResultTable.Draw(data, console.Width, most))
            {
                console.Line(style, text);
            }

        }

        if (data.Rows.Count > most)
        {
            console.Line("grey", $"… and {data.Rows.Count - most} more configurations in {RunFiles.Summary}");
        }

        Legend(console, spec, summary);
        Verdicts(console, spec, summary);
        Failures(console, spec, records);
        if (summary.BestTrial is { } best)
        {
            var record = records.First(record => record.Trial.Number == best);
            console.Line("default", $"Best model: {new TrialText(spec).Name(record.Trial)}: {TrialText.Outcome(record)}");
        }

        console.Line("default", $"Files: {files}");
    }

    private static void Legend(ResultWriter console, SweepSpec spec, SweepSummary summary)
    {
        var accuracy = !spec.IsRegression;
        var metric = spec.Objective.Metric == ObjectiveMetric.ValidationAccuracy ? "validation accuracy" : "validation loss";
        var gap = accuracy ? "gap = train − test accuracy in points" : "gap = test − train loss";
        var epoch = spec.Objective.At == ObjectiveEpoch.Best ? "its best epoch (chosen on validation)" : "its last epoch";
        console.Line("grey", spec.Replicates > 1
            ? string.Create(CultureInfo.InvariantCulture, $"Mean ± 95 % interval over {(summary.Completed < spec.TrialCount ? "the completed ones of " : "")}{spec.Replicates} seeds; ")
                + $"sorted by {metric}; {gap}; each trial counts at {epoch}."
            : $"One seed each, so no intervals: small differences mean nothing; sorted by {metric}; {gap}; each trial counts at {epoch}.");
    }

    /// <summary>What dropout did, by the comparisons with the twins: a verdict for each of the best configurations.</summary>
    private static void Verdicts(ResultWriter console, SweepSpec spec, SweepSummary summary)
    {
        var compared = summary.Configurations.Where(configuration => configuration.Twin?.Difference is not null).ToList();
        if (compared.Count == 0)
        {
            return;
        }

        var accuracy = !spec.IsRegression;
        var names = new ParameterText(spec.Axes);
        console.Line("default", $"Against the same configuration without dropout, seed by seed, on test ({(accuracy ? "points of accuracy" : "loss")}):");
        foreach (var configuration in compared.Take(MostVerdicts))
        {
            console.Line("default", $"  {names.Line(configuration.Configuration)}: {TwinText.Line(configuration.Twin!, spec.IsRegression)}");
        }

        if (compared.Count > MostVerdicts)
        {
            console.Line("grey", $"  … and {compared.Count - MostVerdicts} more in {RunFiles.Summary}");
        }

        var tested = compared.Count(configuration => configuration.Twin!.P is not null);
        if (tested > 0)
        {
            console.Line("grey", $"Verdicts at 5 %{(tested > 1 ? $", Holm-corrected for {tested} comparisons" : "")}.");
        }
        if (summary.Selection is { } selection && selection.BestOnTest != selection.Chosen)
        {
            var gain = accuracy ? $"{NumberText.Points((selection.BestTest - selection.ChosenTest) * 100)} points" : $"{NumberText.Loss(selection.ChosenTest - selection.BestTest)} in loss";
            console.Line("grey", $"Chosen on validation. Picked on test instead, the winner would look better by {gain}: that is peeking, not progress.");
        }
    }

    private static void Failures(ResultWriter console, SweepSpec spec, IReadOnlyList<TrialRecord> records)
    {
        var failed = records.Where(record => record.Failure is not null).ToList();
        if (failed.Count == 0)
        {
            return;
        }

        console.Line("yellow", failed.Count == 1 ? "1 trial failed:" : $"{failed.Count} trials failed:");
        var text = new TrialText(spec);
        foreach (var record in failed.Take(MostFailures))
        {
            console.Line("yellow", $"  {text.Name(record.Trial)}: {record.Failure!.Message}");
        }

        if (failed.Count > MostFailures)
        {
            console.Line("yellow", $"  … and {failed.Count - MostFailures} more in {RunFiles.Summary}");
        }
    }
}
