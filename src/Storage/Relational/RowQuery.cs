using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>A query with what becomes of its rows.</summary>
internal sealed class RowQuery<T>(string text, Func<DbDataReader, T> read, params Arg[] args) : Query(text, args)
{
    /// <summary>The answer, once it is there.</summary>
    public List<T> Rows { get; } = [];

    public override void Add(DbDataReader row) => Rows.Add(read(row));
}
