using System.Data.Common;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>A pending trial that can be handed out.</summary>
internal sealed record ReadyTrial(Trial Trial, int Attempt, bool Suspect, bool HasCheckpoint)
{
    public static ReadyTrial Read(DbDataReader row) => new(
        new Trial(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), unchecked((ulong)row.GetInt64(3))),
        row.GetInt32(4),
        row.GetInt32(5) > 0,
        row.Flag(6));
}
