using System.Data.Common;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>Reads a sweep from the columns that <see cref="StoreSql"/> selects of it.</summary>
internal static class SweepRow
{
    /// <summary>The column after the sweep's own.</summary>
    public const int Next = 30;

    public static SweepRecord Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Key = row.TextOrNull(2),
        Specification = row.GetString(3),
        SpecificationHash = row.GetString(4),
        State = row.Enum<SweepState>(5),
        Reason = row.TextOrNull(6),
        Priority = row.GetInt32(7),
        MaxConcurrent = row.IntOrNull(8),
        KeepModels = row.GetInt32(9),
        MaxCrashes = row.GetInt32(10),
        Dataset = row.TextOrNull(11) is { } dataset ? new DatasetIdentity(dataset, row.GetString(12)) : null,
        Planned = row.GetInt32(13),
        Created = row.GetInt32(14),
        Trials = new TrialCounts
        {
            Pending = row.GetInt32(15),
            Running = row.GetInt32(16),
            Completed = row.GetInt32(17),
            StoppedEarly = row.GetInt32(18),
            Failed = row.GetInt32(19),
            Cancelled = row.GetInt32(20),
        },
        Lost = row.GetInt32(21),
        Epochs = row.GetInt64(22),
        Seconds = row.GetDouble(23),
        BestTrial = row.IntOrNull(24),
        BestCost = row.RealOrNull(25),
        Sequence = row.GetInt64(26),
        SubmittedAt = row.Time(27),
        StartedAt = row.TimeOrNull(28),
        EndedAt = row.TimeOrNull(29),
    };
}
