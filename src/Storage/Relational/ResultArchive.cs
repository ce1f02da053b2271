using System.Runtime.CompilerServices;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class ResultArchive(IStoreGate gate) : IResultArchive
{
    /// <summary>Records or trials that one query of a stream brings, as no reader stays open while its caller works.</summary>
    private const int Chunk = 500;

    /// <summary>Epochs that one query brings, about: a trial may have a handful of them or a million.</summary>
    private const int ChunkOfEpochs = 10_000;

    public async ValueTask<TrialParts<T>> ListTrialsAsync<T>(TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken)
    {
        var (total, trials) = await gate.ReadAsync("list trials", (transaction, token) => ListAsync(transaction, query, make, token), cancellationToken).ConfigureAwait(false);
        return new TrialParts<T>(total, await trials.MadeAsync().ConfigureAwait(false));
    }

    public ValueTask<StoredTrial?> FindTrialAsync(string sweep, int trial, CancellationToken cancellationToken) => gate.ReadAsync(
        "find trial",
        (transaction, token) => transaction.FirstAsync(
            transaction.Sql.FindTrial, static row => TrialColumns.Read(row, confusion: true).ToTrial(), token, Arg.Text("@sweep", sweep), Arg.Int("@trial", trial)),
        cancellationToken);

    public async IAsyncEnumerable<EndedTrial> ReadEndedAsync(
        string sweep, long after, bool confusion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var from = after;
            var chunk = await gate.ReadAsync(
                "read ended",
                (transaction, token) => transaction.QueryAsync(
                    transaction.Sql.ReadEnded,
                    row => TrialColumns.ReadEnded(row, confusion),
                    token,
                    Arg.Text("@sweep", sweep),
                    Arg.Long("@after", from),
                    Arg.Int("@confusion", confusion ? 1 : 0),
                    Arg.Int("@limit", Chunk)),
                cancellationToken).ConfigureAwait(false);
            foreach (var trial in chunk)
            {
                yield return trial;
            }

            if (chunk.Count < Chunk)
            {
                yield break;
            }

            after = chunk[^1].Sequence;
        }
    }

    public async ValueTask<IReadOnlyList<EpochMetrics>> ReadEpochsAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        await gate.ReadAsync(
            "read epochs",
            (transaction, token) => transaction.QueryAsync(
                transaction.Sql.ReadEpochs,
                static row => TrialRecordText.ReadEpoch(row.GetString(0)),
                token,
                Arg.Text("@sweep", sweep),
                Arg.Int("@trial", trial)),
            cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<TrialEpochs> ReadAllEpochsAsync(string sweep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = -1;
        var trials = 1;
        while (true)
        {
            var (from, limit) = (after, trials);
            var rows = await gate.ReadAsync(
                "read all epochs",
                (transaction, token) => transaction.QueryAsync(
                    transaction.Sql.ReadAllEpochs,
                    static row => (Trial: row.GetInt32(0), Metrics: row.TextOrNull(1)),
                    token,
                    Arg.Text("@sweep", sweep),
                    Arg.Int("@after", from),
                    Arg.Int("@limit", limit)),
                cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                yield break;
            }

            foreach (var trial in rows.Where(static row => row.Metrics is not null).GroupBy(static row => row.Trial))
            {
                yield return new TrialEpochs(trial.Key, [.. trial.Select(static row => TrialRecordText.ReadEpoch(row.Metrics!))]);
            }

            after = rows[^1].Trial;
            trials = Math.Clamp(ChunkOfEpochs * trials / rows.Count, 1, Chunk);
        }
    }

    public ValueTask<byte[]?> ReadModelAsync(string sweep, int trial, CancellationToken cancellationToken) => gate.ReadAsync(
        "read model",
        (transaction, token) => transaction.FirstAsync(
            transaction.Sql.ReadModel, static row => row.Bytes(0), token, Arg.Text("@sweep", sweep), Arg.Int("@trial", trial)),
        cancellationToken);

    public async ValueTask<IReadOnlyList<AttemptRecord>> ListAttemptsAsync(string sweep, int? trial, CancellationToken cancellationToken) =>
        await gate.ReadAsync(
            "list attempts",
            (transaction, token) => transaction.QueryAsync(
                trial is null ? transaction.Sql.ListAttempts : transaction.Sql.ListAttemptsOfTrial,
                static row => new AttemptRecord
                {
                    Trial = row.GetInt32(0),
                    Attempt = row.GetInt32(1),
                    Silo = row.GetString(2),
                    Slot = row.GetInt32(3),
                    StartedAt = row.Time(4),
                    EndedAt = row.TimeOrNull(5),
                    Outcome = row.TextOrNull(6) is null ? null : row.Enum<AttemptOutcome>(6),
                },
                token,
                trial is { } one ? [Arg.Text("@sweep", sweep), Arg.Int("@trial", one)] : [Arg.Text("@sweep", sweep)]),
            cancellationToken).ConfigureAwait(false);

    private static async ValueTask<(int Total, PartQuery<TrialColumns, T> Trials)> ListAsync<T>(
        StoreTransaction transaction, TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken)
    {
        Arg[] filter =
        [
            Arg.Text("@sweep", query.Sweep),
            Arg.Text("@states", Columns.List(query.States)),
            Arg.Int("@configuration", query.Configuration),
        ];
        var total = new RowQuery<int>(transaction.Sql.CountTrials, static row => row.GetInt32(0), filter);
        var trials = new PartQuery<TrialColumns, T>(
            transaction.Sql.ListTrials(query.Order, query.Descending),
            static row => TrialColumns.Read(row, confusion: false),
            rows => make([.. rows.Select(static row => row.ToTrial())]),
            cancellationToken,
            [.. filter, Arg.Int("@limit", query.Limit), Arg.Int("@offset", query.Offset)]);
        await transaction.QueryAsync(cancellationToken, total, trials).ConfigureAwait(false);
        return (total.Rows[0], trials);
    }
}
