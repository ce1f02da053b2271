namespace DropoutSweep.Sweeps.Stores;

/// <summary>What every store can hold.</summary>
public static class StoreLimits
{
    /// <summary>Bytes of a checkpoint or of a model's file: SQLite takes rows of 10⁹ bytes, PostgreSQL of 2³⁰.</summary>
    public const long FileBytes = 990_000_000;
}
