using System.Data.Common;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// The columns that <see cref="StoreSql"/> selects of a trial, as they are: the connection is needed no longer, and what it costs
/// to make a trial of them, above all to read its result's text, can be done elsewhere.
/// </summary>
internal readonly record struct TrialColumns(
    Trial Trial,
    TrialState State,
    int Attempt,
    int Losses,
    int Crashes,
    string? Silo,
    int? Slot,
    int Epochs,
    double Seconds,
    TrialFailure? Failure,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    bool HasCheckpoint,
    bool HasModel,
    string? Result,
    string? Confusion)
{
    private const int EndedSequence = 16;
    private const int ResultText = 19;

    /// <summary>The column after the trial's own: its confusion matrix, where one is selected.</summary>
    private const int ConfusionText = 20;

    /// <summary>Reads them.</summary>
    public static TrialColumns Read(DbDataReader row, bool confusion) => new(
        new Trial(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), unchecked((ulong)row.GetInt64(3))),
        row.Enum<TrialState>(4),
        row.GetInt32(5),
        row.GetInt32(6),
        row.GetInt32(7),
        row.TextOrNull(8),
        row.IntOrNull(9),
        row.GetInt32(10),
        row.GetDouble(11),
        row.IsDBNull(12) ? null : new TrialFailure(row.Enum<TrialFailureKind>(12), row.GetString(13)),
        row.TimeOrNull(14),
        row.TimeOrNull(15),
        row.Flag(17),
        row.Flag(18),
        row.TextOrNull(ResultText),
        confusion ? row.TextOrNull(ConfusionText) : null);

    /// <summary>Reads a trial that has ended, with the number of the event of its end.</summary>
    public static EndedTrial ReadEnded(DbDataReader row, bool confusion) => new(row.GetInt64(EndedSequence), Read(row, confusion).ToRecord());

    /// <summary>The trial.</summary>
    /// <exception cref="InvalidDataException">Its result's text is damaged.</exception>
    public StoredTrial ToTrial() => new()
    {
        Record = ToRecord(),
        Attempts = Attempt,
        Losses = Losses,
        Crashes = Crashes,
        Silo = Silo,
        Slot = Slot,
        Epochs = Epochs,
        HasCheckpoint = HasCheckpoint,
        HasModel = HasModel,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
    };

    private TrialRecord ToRecord() => new()
    {
        Trial = Trial,
        State = State,
        Failure = Failure,
        Result = Result is { } result ? TrialRecordText.ReadResult(result, [], Confusion) : null,
        EpochCount = Epochs,
        Seconds = Seconds,
    };
}
