using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Runs;

/// <summary>A configuration's results, the best first.</summary>
internal sealed record RunSummaryConfiguration
{
    public required int Configuration { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required int Completed { get; init; }

    public required int Failed { get; init; }

    public required int Pending { get; init; }

    public Estimate? ValidationAccuracy { get; init; }

    public Estimate? TestAccuracy { get; init; }

    public Estimate? TrainAccuracy { get; init; }

    public Estimate? ValidationLoss { get; init; }

    public Estimate? TestLoss { get; init; }

    public Estimate? TrainLoss { get; init; }

    public Estimate? Gap { get; init; }

    public Estimate? TestLogitAccuracy { get; init; }

    public Estimate? TestTiedShare { get; init; }

    public RunSummaryTwin? Twin { get; init; }
}
