using System.Data.Common;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// A query for many rows, of which something is made part by part on other threads: the one that reads only copies columns, and what
/// a part is made of need not outlive it.
/// </summary>
/// <param name="text">The SQL text.</param>
/// <param name="read">Copies a row's columns.</param>
/// <param name="make">Makes something of rows that follow one another; on several threads at once.</param>
/// <param name="args">Its parameters.</param>
internal sealed class PartQuery<TRow, TPart>(string text, Func<DbDataReader, TRow> read, Func<List<TRow>, TPart> make, params Arg[] args) : Query(text, args)
{
    /// <summary>Rows of a part: some tens of kilobytes, a fraction of a millisecond.</summary>
    internal const int Rows = 100;

    private readonly List<Task<TPart>> _parts = [];
    private List<TRow> _rows = new(Rows);

    public override void Add(DbDataReader row)
    {
        // Only now: what the last part is made of may be all there is, and needs no thread.
        if (_rows.Count == Rows)
        {
            var full = _rows;
            _parts.Add(Task.Run(() => make(full)));
            _rows = new List<TRow>(Rows);
        }

        _rows.Add(read(row));
    }

    /// <summary>What was made, in the rows' order, once all rows were read.</summary>
    public async Task<IReadOnlyList<TPart>> MadeAsync()
    {
        TPart[] last = _rows.Count > 0 ? [make(_rows)] : [];
        return [.. await Task.WhenAll(_parts).ConfigureAwait(false), .. last];
    }
}
