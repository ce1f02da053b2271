using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>A file with what goes with it: its clock, its options, its errors.</summary>
internal sealed record SqlitePlace(string Path, TimeProvider Time, StoreOptions Options)
{
    /// <summary>The machine's clock, in microseconds since 1970.</summary>
    public long Now => Columns.Microseconds(Time.GetUtcNow());

    public StoreException Fail(string name, SqliteException error)
    {
        StorageLog.Failed(Options.Logger, name, Path, error);
        return SqliteErrors.Explain(Path, error);
    }
}
