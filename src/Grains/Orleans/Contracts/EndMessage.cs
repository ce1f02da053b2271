using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>What an attempt came to, its numbers as the texts that stores keep: they read back to the same bits.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.end")]
internal sealed record EndMessage
{
    [Id(0)]
    public required int Attempt { get; init; }

    [Id(1)]
    public required int Trial { get; init; }

    [Id(2)]
    public required int Configuration { get; init; }

    [Id(3)]
    public required int Replicate { get; init; }

    [Id(4)]
    public required ulong Seed { get; init; }

    /// <summary>How the trial ended, by the name of the state.</summary>
    [Id(5)]
    public required string State { get; init; }

    /// <summary>The kind of failure by its name; null unless it failed.</summary>
    [Id(6)]
    public string? Failure { get; init; }

    [Id(7)]
    public string? FailureMessage { get; init; }

    /// <summary>The result without what follows; null when the trial never trained.</summary>
    [Id(8)]
    public string? Result { get; init; }

    [Id(9)]
    public string? Confusion { get; init; }

    [Id(10)]
    public required string[] Epochs { get; init; }

    [Id(11)]
    public required double Seconds { get; init; }

    /// <summary>Epochs that reports have brought already.</summary>
    [Id(12)]
    public required int Reported { get; init; }

    [Id(13)]
    public required double Cost { get; init; }

    /// <summary>The kept model's file; null when there is none.</summary>
    [Id(14)]
    public byte[]? Model { get; init; }

    /// <summary>How long ago training began; null for when the trial was handed out.</summary>
    [Id(15)]
    public TimeSpan? BeganAgo { get; init; }

    /// <summary>How long the end has waited.</summary>
    [Id(16)]
    public TimeSpan EndedAgo { get; init; }

    public static EndMessage Of(AttemptEnd end)
    {
        var (trial, result) = (end.Record.Trial, end.Record.Result);
        return new EndMessage
        {
            Attempt = end.Attempt.Attempt,
            Trial = trial.Number,
            Configuration = trial.Configuration,
            Replicate = trial.Replicate,
            Seed = trial.Seed,
            State = end.Record.State.ToString(),
            Failure = end.Record.Failure?.Kind.ToString(),
            FailureMessage = end.Record.Failure?.Message,
            Result = result is null ? null : TrialRecordText.Write(result),
            Confusion = TrialRecordText.WriteConfusion(result?.TestConfusion),
            Epochs = [.. (result?.Epochs ?? []).Select(TrialRecordText.Write)],
            Seconds = end.Record.Seconds,
            Reported = end.Reported,
            Cost = end.Cost,
            Model = end.Model?.Bytes.ToArray(),
            BeganAgo = end.BeganAgo,
            EndedAgo = end.EndedAgo,
        };
    }

    public AttemptEnd ToEnd(string sweep)
    {
        IReadOnlyList<EpochMetrics> epochs = [.. Epochs.Select(TrialRecordText.ReadEpoch)];
        return new AttemptEnd
        {
            Attempt = new AttemptId(sweep, Trial, Attempt),
            Record = new TrialRecord
            {
                Trial = new Trial(Trial, Configuration, Replicate, Seed),
                State = Enum.Parse<TrialState>(State),
                Failure = Failure is null ? null : new TrialFailure(Enum.Parse<TrialFailureKind>(Failure), FailureMessage ?? ""),
                Result = Result is null ? null : TrialRecordText.ReadResult(Result, epochs, Confusion),
                Seconds = Seconds,
            },
            Reported = Reported,
            Cost = Cost,
            BeganAgo = BeganAgo,
            EndedAgo = EndedAgo,
            Model = Model is null ? null : new ModelContent(Model),
        };
    }
}
