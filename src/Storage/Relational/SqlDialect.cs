namespace DropoutSweep.Storage.Relational;

/// <summary>Where the two databases do not speak alike.</summary>
internal sealed record SqlDialect
{
    /// <summary>The store's clock, in microseconds since 1970.</summary>
    public required string Now { get; init; }

    /// <summary>What follows a query that locks the rows of the sweeps <c>s</c> that it finds.</summary>
    public required string LockSweep { get; init; }

    /// <summary>What follows a query that locks the rows of the trials <c>t</c> that it finds.</summary>
    public required string LockTrial { get; init; }

    /// <summary>What follows a query that locks the rows of the tables of members <c>m</c> that it finds.</summary>
    public required string LockMembership { get; init; }

    /// <summary>The elements of the JSON array of strings in a parameter, as rows.</summary>
    public required Func<string, string> Strings { get; init; }

    /// <summary>The trials <c>t</c> of <c>@sweep</c> in the JSON array of numbers in <c>@numbers</c>, their rows locked: what follows <c>FROM</c>.</summary>
    public required string TrialsByNumber { get; init; }

    /// <summary>
    /// Which trials a renewal writes: the running ones of <c>@silo</c>, but on a server none that a transaction holds at
    /// the moment. A renewal alone locks trials without their sweep's lock: if it waited for one, others might wait for it.
    /// </summary>
    public required string RenewedTrials { get; init; }

    /// <summary>Joins what a table has of each trial <c>t</c> of <c>@sweep</c>, if anything; by its name and its alias.</summary>
    public required Func<string, string, string> OfTrial { get; init; }

    /// <summary>
    /// Whether <c>OFFSET</c> passes over rows before their columns are worked out: SQLite does, and sorts an ordered subquery once more;
    /// PostgreSQL looks up what belongs to a row before it passes over it, and knows a subquery's order.
    /// </summary>
    public required bool SkipsRowsUnread { get; init; }

    /// <summary>The trials in the JSON array of <c>[number, configuration, replicate, seed]</c> in <c>@trials</c>: a query.</summary>
    public required string TrialRows { get; init; }

    /// <summary>What follows a table that shall be read through an index: SQLite takes a primary key before a partial index of the same columns.</summary>
    public required Func<string, string> By { get; init; }

    /// <summary>A statement that keeps calls of one silo apart until the transaction ends; null when they cannot meet.</summary>
    public string? LockSilo { get; init; }

    /// <summary>A statement that keeps silos that enter apart, and from those that stay; null when they cannot meet.</summary>
    public string? LockEngine { get; init; }

    /// <summary>A statement that keeps silos that stay apart from those that enter; likewise.</summary>
    public string? ShareEngine { get; init; }
}
