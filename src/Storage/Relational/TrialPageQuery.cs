using System.Data.Common;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>A page of trials. A large one is made of its rows on other processors while the rest of them is still read.</summary>
internal sealed class TrialPageQuery(string text, params Arg[] args) : Query(text, args)
{
    /// <summary>Rows that are made into trials in one go.</summary>
    private const int Chunk = 500;

    private readonly List<Task<StoredTrial[]>> _made = [];
    private List<TrialColumns> _rows = [];

    public override void Add(DbDataReader row)
    {
        _rows.Add(TrialColumns.Read(row, confusion: false));
        if (_rows.Count == Chunk)
        {
            var chunk = _rows;
            _rows = new List<TrialColumns>(Chunk);
            _made.Add(Task.Run(() => Make(chunk)));
        }
    }

    /// <summary>The trials, once all rows have been read; the connection is needed no longer.</summary>
    /// <exception cref="InvalidDataException">A result's text is damaged.</exception>
    public async Task<IReadOnlyList<StoredTrial>> TrialsAsync()
    {
        var last = Make(_rows);
        var made = await Task.WhenAll(_made).ConfigureAwait(false);
        return [.. made.SelectMany(static part => part), .. last];
    }

    private static StoredTrial[] Make(List<TrialColumns> rows) => [.. rows.Select(static row => row.ToTrial())];
}
