using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// A query for many rows, of which something is made part by part on other threads: the one that reads only copies columns, and what
/// a part is made of need not outlive it.
/// </summary>
/// <param name="text">The SQL text.</param>
/// <param name="read">Copies a row's columns.</param>
/// <param name="make">Makes something of rows that follow one another; on several threads at once.</param>
/// <param name="cancellationToken">Nothing more is made.</param>
/// <param name="args">Its parameters.</param>
internal sealed class PartQuery<TRow, TPart>(
    string text, Func<DbDataReader, TRow> read, Func<List<TRow>, TPart> make, CancellationToken cancellationToken, params Arg[] args) : Query(text, args)
{
    // Some tens of kilobytes, a fraction of a millisecond.
    private const int RowsOfPart = 100;

    private readonly List<Task<Made>> _parts = [];
    private List<TRow> _rows = new(RowsOfPart);

    public override void Add(DbDataReader row)
    {
        // Only now: what the last part is made of may be all there is, and needs no thread.
        if (_rows.Count == RowsOfPart)
        {
            var full = _rows;
            _parts.Add(Task.Run(() => Make(full), CancellationToken.None));
            _rows = new List<TRow>(RowsOfPart);
        }

        _rows.Add(read(row));
    }

    /// <summary>What was made, in the rows' order, once all rows were read.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<TPart>> MadeAsync()
    {
        Made[] last = _rows.Count > 0 ? [Make(_rows)] : [];
        var parts = new List<TPart>(_parts.Count + 1);
        foreach (var made in (await Task.WhenAll(_parts).ConfigureAwait(false)).Concat(last))
        {
            made.Error?.Throw();
            parts.Add(made.Part!);
        }

        return parts;
    }

    /// <summary>Makes a part, or keeps why it cannot be: nobody may ever ask for it, when reading has to begin anew.</summary>
    private Made Make(List<TRow> rows)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Made(make(rows), Error: null);
        }
#pragma warning disable CA1031 // It is thrown where the parts are asked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new Made(default, ExceptionDispatchInfo.Capture(error));
        }
    }

    private sealed record Made(TPart? Part, ExceptionDispatchInfo? Error);
}
