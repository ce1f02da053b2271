namespace DropoutSweep.Storage.Relational;

/// <summary>
/// What a committed transaction survives at the moment its call returns. None is ever seen half, and none is lost before
/// one that came earlier in the database's log: whatever is durable makes durable what it rests on.
/// </summary>
internal enum Durability
{
    /// <summary>A power cut. For results, sweeps, verbs: what nobody would make again.</summary>
    PowerCut,

    /// <summary>
    /// Whatever a silo can survive. For what silos rest on, such as a claim, whose number must not be given out again
    /// while somebody holds it: on a server that is a power cut of the server; a file's silos die with its machine.
    /// </summary>
    Silos,

    /// <summary>The end of the process. For what is repeated or made again: renewals, reports, checkpoints.</summary>
    Process,
}
