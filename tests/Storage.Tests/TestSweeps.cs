using System.Globalization;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Tests;

/// <summary>Small sweeps, and results for their trials.</summary>
internal static class TestSweeps
{
    /// <summary>A sweep of so many trials, with seeds that need all 64 bits.</summary>
    public static SweepSpec Spec(int trials = 4, string name = "test", SweepPolicy? policy = null, int epochs = 2) =>
        SweepSpecReader.Read(
            $$"""
            name: {{name}}
            dataset: curve
            model:
              layers: [4]
              output: linear
            training: {epochs: {{epochs}}}
            objective: {metric: validation_loss}
            replicates: {{trials}}
            seed: 9223372036854775806
            {{Yaml(policy ?? new SweepPolicy())}}
            """,
            "test.yaml");

    private static string Yaml(SweepPolicy policy)
    {
        static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "null";
        return $$"""
            execution: {priority: {{Number(policy.Priority)}}, max_concurrent: {{Number(policy.MaxConcurrent)}}, keep_models: {{Number(policy.KeepModels)}}, max_crashes: {{Number(policy.MaxCrashes)}}}
            budget: {trials: {{Number(policy.Budget.Trials)}}, epochs: {{Number(policy.Budget.Epochs)}}, hours: {{Number(policy.Budget.Hours)}}}
            """;
    }

    public static Func<SweepRecord, SweepDecision> Advance(SweepSpec spec) => new SweepCoordinator(spec).Advance;

    public static Func<SweepRecord, SweepDecision> Apply(SweepSpec spec, SweepVerb verb)
    {
        var coordinator = new SweepCoordinator(spec);
        return sweep => coordinator.Apply(verb, sweep);
    }

    public static SweepSubmission Submission(SweepSpec spec, string id, string? key = null) =>
        new() { Id = id, Key = key, Specification = spec, Begin = Advance(spec) };

    public static ClaimRequest Claim(string silo = "s1", int slots = 1, int seconds = 60) =>
        new() { Silo = silo, Slots = [.. Enumerable.Range(0, slots)], Lease = TimeSpan.FromSeconds(seconds) };

    public static Scores Scores(double loss) => new() { Samples = 100, Loss = loss };

    public static EpochMetrics Epoch(int epoch, double loss = 0.5) => new()
    {
        Epoch = epoch,
        Step = epoch * 10,
        LearningRate = 0.001,
        TrainingLoss = loss,
        Train = Scores(loss),
        Validation = Scores(loss),
        Test = Scores(loss),
    };

    public static AttemptEnd End(
        TrialLease lease, double cost = 0.5, TrialState state = TrialState.Completed, int epochs = 2, int reported = 0, byte[]? model = null, double seconds = 3) => new()
    {
        Attempt = lease.Attempt,
        Cost = state == TrialState.Failed ? double.PositiveInfinity : cost,
        Reported = reported,
        Model = model is null ? null : new ModelContent(model),
        Record = new TrialRecord
        {
            Trial = lease.Trial,
            State = state,
            Seconds = seconds,
            Failure = state == TrialState.Failed ? new TrialFailure(TrialFailureKind.Diverged, "The loss became NaN.") : null,
            Result = new TrainingResult
            {
                Status = state == TrialState.Failed ? TrainingStatus.Diverged : TrainingStatus.Completed,
                Divergence = state == TrialState.Failed ? new Divergence(epochs, 17) : null,
                Epochs = [.. Enumerable.Range(1, epochs).Select(epoch => Epoch(epoch, cost))],
                KeptEpoch = epochs,
                Train = Scores(cost),
                Validation = Scores(cost),
                Test = Scores(cost),
            },
        },
    };

    public static SiloRecord Silo(string id, int slots = 2) => new()
    {
        Id = id,
        Host = "host",
        Process = 17,
        Address = "http://127.0.0.1:5080",
        Slots = slots,
        Engine = "sql",
        Version = "0.1.0",
        VectorBits = 256,
    };
}
