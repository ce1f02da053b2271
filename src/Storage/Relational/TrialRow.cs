using System.Data.Common;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>Reads a trial from the columns that <see cref="StoreSql"/> selects of it.</summary>
internal static class TrialRow
{
    private const int Result = 19;

    /// <summary>The column after the trial's own: its confusion matrix, where one is selected.</summary>
    private const int Confusion = 20;

    public static StoredTrial Read(DbDataReader row, bool confusion) => new()
    {
        Record = ReadRecord(row, confusion),
        Attempts = row.GetInt32(5),
        Losses = row.GetInt32(6),
        Crashes = row.GetInt32(7),
        Silo = row.TextOrNull(8),
        Slot = row.IntOrNull(9),
        Epochs = row.GetInt32(10),
        HasCheckpoint = row.Flag(17),
        HasModel = row.Flag(18),
        StartedAt = row.TimeOrNull(14),
        EndedAt = row.TimeOrNull(15),
    };

    public static EndedTrial ReadEnded(DbDataReader row, bool confusion) => new(row.GetInt64(16), ReadRecord(row, confusion));

    private static TrialRecord ReadRecord(DbDataReader row, bool confusion) => new()
    {
        Trial = new Trial(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), unchecked((ulong)row.GetInt64(3))),
        State = row.Enum<TrialState>(4),
        Failure = row.TextOrNull(12) is not null ? new TrialFailure(row.Enum<TrialFailureKind>(12), row.GetString(13)) : null,
        Result = row.TextOrNull(Result) is { } result
            ? TrialRecordText.ReadResult(result, [], confusion ? row.TextOrNull(Confusion) : null)
            : null,
        EpochCount = row.GetInt32(10),
        Seconds = row.GetDouble(11),
    };
}
