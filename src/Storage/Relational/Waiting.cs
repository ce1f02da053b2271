using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>A sweep with pending trials, as choosing the next one sees it.</summary>
internal sealed record Waiting(string Sweep, long Ordinal, int Priority, int Running, int Pending, int? MaxConcurrent, bool HasClean)
{
    public static Waiting Read(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.IntOrNull(5), row.Flag(6));

    /// <summary>How many more may run.</summary>
    public int Room => Math.Min(Pending, (MaxConcurrent ?? int.MaxValue) - Running);

    /// <summary>Whether this sweep gets a slot before another: priority, then fewest running, then age.</summary>
    public bool Precedes(Waiting other) =>
        Priority != other.Priority ? Priority > other.Priority
        : Running != other.Running ? Running < other.Running
        : Ordinal < other.Ordinal;
}
