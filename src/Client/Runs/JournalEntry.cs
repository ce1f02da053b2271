using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Runs;

/// <summary>A <see cref="TrialRecord"/> as the journal keeps it.</summary>
internal sealed record JournalEntry
{
    public required int Trial { get; init; }

    public required int Configuration { get; init; }

    public required int Replicate { get; init; }

    public required ulong Seed { get; init; }

    public required TrialState State { get; init; }

    public TrialFailureKind? FailureKind { get; init; }

    public string? FailureMessage { get; init; }

    public double Seconds { get; init; }

    public TrainingStatus? Status { get; init; }

    public Divergence? Divergence { get; init; }

    public IReadOnlyList<EpochMetrics>? Epochs { get; init; }

    public int? KeptEpoch { get; init; }

    public Scores? Train { get; init; }

    public Scores? Validation { get; init; }

    public Scores? Test { get; init; }

    public int[]? TestConfusion { get; init; }

    public string? ModelSha256 { get; init; }

    public static JournalEntry From(TrialRecord record) => new()
    {
        Trial = record.Trial.Number,
        Configuration = record.Trial.Configuration,
        Replicate = record.Trial.Replicate,
        Seed = record.Trial.Seed,
        State = record.State,
        FailureKind = record.Failure?.Kind,
        FailureMessage = record.Failure?.Message,
        Seconds = record.Seconds,
        Status = record.Result?.Status,
        Divergence = record.Result?.Divergence,
        Epochs = record.Result?.Epochs,
        KeptEpoch = record.Result?.KeptEpoch,
        Train = record.Result?.Train,
        Validation = record.Result?.Validation,
        Test = record.Result?.Test,
        TestConfusion = record.Result?.TestConfusion?.Counts.ToArray(),
        ModelSha256 = record.Result?.ModelSha256,
    };

    public TrialRecord ToRecord() => new()
    {
        Trial = new Trial(Trial, Configuration, Replicate, Seed),
        State = State,
        Failure = FailureKind is { } kind ? new TrialFailure(kind, FailureMessage ?? "") : null,
        Seconds = Seconds,
        Result = Status is not { } status ? null : new TrainingResult
        {
            Status = status,
            Divergence = Divergence,
            Epochs = Epochs ?? [],
            KeptEpoch = KeptEpoch,
            Train = Train,
            Validation = Validation,
            Test = Test,
            TestConfusion = TestConfusion is { } counts ? new ConfusionMatrix((int)Math.Sqrt(counts.Length), counts) : null,
            ModelSha256 = ModelSha256,
        },
    };
}
