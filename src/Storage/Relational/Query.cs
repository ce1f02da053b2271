using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>An SQL text that answers with rows, and its parameters.</summary>
internal abstract class Query(string text, Arg[] args)
{
    public string Text => text;

    public Arg[] Args => args;

    /// <summary>Takes a row of the answer.</summary>
    public abstract void Add(DbDataReader row);
}
