namespace DropoutSweep.Storage.Postgres;

/// <summary>What the tries of one call have come to so far.</summary>
internal sealed class PostgresTries
{
    /// <summary>Tries that have failed.</summary>
    public int Count { get; set; }

    /// <summary>Whether this try has sent its commit.</summary>
    public bool Committing { get; set; }

    /// <summary>Whether the answer to a commit was lost, so that it may have happened.</summary>
    public bool CommitIsUnknown { get; set; }
}
