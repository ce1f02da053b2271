using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Text;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Runs;

/// <summary>Makes <c>summary.json</c>'s content from a sweep's summary.</summary>
internal static class RunSummaryBuilder
{
    public static RunSummary Build(SweepSpec spec, RunSummaryDataset dataset, SweepSummary summary, IReadOnlyDictionary<int, TrialRecord> records) => new()
    {
        Name = spec.Name,
        SpecificationHash = spec.Hash,
        Dataset = dataset,
        Objective = EnumText.AsSpecified(spec.Objective.Metric),
        At = EnumText.AsSpecified(spec.Objective.At),
        Trials = spec.TrialCount,
        Completed = summary.Completed,
        Failed = summary.Failed,
        Pending = summary.Pending,
        Best = summary.BestTrial is { } best ? Best(spec, records[best]) : null,
        Selection = summary.Selection,
        Configurations = [.. summary.Configurations.Select(configuration => Configuration(configuration, spec.IsRegression))],
        Failures =
        [
            .. from record in records.Values
               where record.Failure is not null
               orderby record.Trial.Number
               let trial = record.Trial
               let failure = record.Failure
               select new RunSummaryFailure(trial.Number, trial.Configuration, trial.Replicate, trial.Seed, EnumNames.Of(failure.Kind), failure.Message),
        ],
    };

    private static RunSummaryBest Best(SweepSpec spec, TrialRecord record) => new()
    {
        Trial = record.Trial.Number,
        Configuration = record.Trial.Configuration,
        Replicate = record.Trial.Replicate,
        Seed = record.Trial.Seed,
        Parameters = Parameters(spec.Configuration(record.Trial.Configuration)),
        KeptEpoch = record.Result?.KeptEpoch,
        Train = record.Result?.Train,
        Validation = record.Result?.Validation,
        Test = record.Result?.Test,
        Gap = record.Result?.Gap,
        ModelSha256 = record.Result?.ModelSha256,
    };

    private static RunSummaryConfiguration Configuration(ConfigurationSummary summary, bool regression) => new()
    {
        Configuration = summary.Configuration.Number,
        Parameters = Parameters(summary.Configuration),
        Completed = summary.Completed,
        Failed = summary.Failed,
        Pending = summary.Pending,
        ValidationAccuracy = summary.ValidationAccuracy,
        TestAccuracy = summary.TestAccuracy,
        TrainAccuracy = summary.TrainAccuracy,
        ValidationLoss = summary.ValidationLoss,
        TestLoss = summary.TestLoss,
        TrainLoss = summary.TrainLoss,
        Gap = summary.Gap,
        TestLogitAccuracy = summary.TestLogitAccuracy,
        TestTiedShare = summary.TestTiedShare,
        Twin = RunSummaryTwin.Of(summary.Twin, regression),
    };

    private static OrderedDictionary<string, string> Parameters(SweepConfiguration configuration) =>
        new(configuration.Parameters, StringComparer.Ordinal);
}
