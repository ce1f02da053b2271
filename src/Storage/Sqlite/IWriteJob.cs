using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>A transaction that waits for the writer.</summary>
internal interface IWriteJob
{
    /// <summary>Marks it as begun; false when its caller has gone.</summary>
    bool TryBegin();

    /// <summary>Runs the body; its outcome is kept until <see cref="Finish"/>.</summary>
    void Run(StoreTransaction transaction);

    /// <summary>Gives the outcome to the caller.</summary>
    void Finish();

    /// <summary>Gives an error to the caller.</summary>
    void Fail(Exception error);

    /// <summary>What it survives once it is finished.</summary>
    Durability Durability { get; }

    /// <summary>The name of what it does.</summary>
    string Name { get; }
}
