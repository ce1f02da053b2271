using System.Data.Common;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>Of a trial, what deciding about its attempt needs.</summary>
internal sealed record HeldTrial(int Number, TrialState State, int Attempt, string? Silo, int Crashes, int Epochs, double Seconds)
{
    public static HeldTrial Read(DbDataReader row) =>
        new(row.GetInt32(0), row.Enum<TrialState>(1), row.GetInt32(2), row.TextOrNull(3), row.GetInt32(4), row.GetInt32(5), row.GetDouble(6));

    /// <summary>Epochs that the store has of it, where they were counted: fewer than its own count when a server lost some.</summary>
    public int StoredEpochs { get; private init; }

    public static HeldTrial ReadEnding(DbDataReader row) => Read(row) with { StoredEpochs = row.GetInt32(7) };

    /// <summary>Whether an attempt is the one that may write.</summary>
    public bool IsHeldBy(int attempt) => State == TrialState.Running && Attempt == attempt;
}
