using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Client.Results;

/// <summary>Chooses the columns that a sweep's results need, and fills them.</summary>
internal static class ResultTableBuilder
{
    public static ResultTableData Build(SweepSpec spec, SweepSummary summary)
    {
        var names = new ParameterText(spec.Axes);
        var columns = Columns(summary, spec.IsRegression);
        var rows = summary.Configurations.Select((configuration, index) => new ResultTableRow(
            [.. configuration.Configuration.Parameters.Select(parameter => parameter.Value)],
            [.. columns.Select(column => column.Value(configuration))],
            IsBest: index == 0 && configuration.Completed > 0 && summary.Configurations.Count > 1,
            HasFailures: configuration.Failed > 0));
        return new ResultTableData([.. spec.Axes.Select(names.Name)], [.. columns.Select(column => column.Header)], [.. rows]);
    }

    private static List<(string Header, Func<ConfigurationSummary, string> Value)> Columns(SweepSummary summary, bool regression)
    {
        var columns = new List<(string, Func<ConfigurationSummary, string>)>();
        var byLoss = summary.Objective.Metric == ObjectiveMetric.ValidationLoss;
        if (!regression)
        {
            if (byLoss)
            {
                columns.Add(("validation loss", row => NumberText.Estimate(row.ValidationLoss, NumberText.Loss)));
            }

            columns.Add(("validation %", row => NumberText.Estimate(row.ValidationAccuracy, NumberText.Percent)));
            columns.Add(("test %", row => NumberText.Estimate(row.TestAccuracy, NumberText.Percent)));
            columns.Add(("gap", row => NumberText.Estimate(row.Gap, NumberText.Points)));
            if (summary.Configurations.Any(configuration => configuration.TestLogitAccuracy is not null))
            {
                columns.Add(("by logits %", row => NumberText.Estimate(row.TestLogitAccuracy, NumberText.Percent)));
                columns.Add(("ties %", row => NumberText.Estimate(row.TestTiedShare, NumberText.Percent)));
            }
        }
        else
        {
            columns.Add(("validation loss", row => NumberText.Estimate(row.ValidationLoss, NumberText.Loss)));
            columns.Add(("test loss", row => NumberText.Estimate(row.TestLoss, NumberText.Loss)));
            columns.Add(("gap", row => NumberText.Estimate(row.Gap, NumberText.Loss)));
        }

        columns.Add(("ok/failed", row => $"{row.Completed}/{row.Failed}"));
        return columns;
    }
}
