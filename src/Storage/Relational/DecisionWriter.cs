using System.Globalization;
using System.Text;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>Writes what the coordinator decided about a sweep that is locked.</summary>
internal sealed class DecisionWriter(StoreTransaction transaction, SweepSession session, CancellationToken cancellationToken)
{
    public async ValueTask ApplyAsync(SweepDecision decision)
    {
        if (decision.RetryUnfinished)
        {
            await RetryAsync().ConfigureAwait(false);
        }

        if (decision.Create.Count > 0)
        {
            await CreateAsync(decision.Create).ConfigureAwait(false);
        }

        if (decision.CancelOpen)
        {
            await CancelAsync().ConfigureAwait(false);
        }

        session.Sweep = session.Sweep with { Planned = decision.Planned };
        await session.MoveAsync(decision.State, decision.Reason).ConfigureAwait(false);
    }

    private Arg Id => Arg.Text("@sweep", session.Sweep.Id);

    private async ValueTask CreateAsync(IReadOnlyList<Trial> trials)
    {
        var sweep = session.Sweep;
        var rows = new StringBuilder("[");
        for (var i = 0; i < trials.Count; i++)
        {
            var trial = trials[i];
            if (trial.Number != sweep.Created + i)
            {
                throw new InvalidOperationException($"Trial {trial.Number} was created where {sweep.Created + i} comes next.");
            }

            var seed = unchecked((long)trial.Seed);
            rows.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}[{trial.Number},{trial.Configuration},{trial.Replicate},{seed}]");
        }

        await transaction.ExecuteAsync(transaction.Sql.InsertTrials, cancellationToken, Id, Arg.Text("@trials", rows.Append(']').ToString()))
            .ConfigureAwait(false);
        session.Sweep = sweep with
        {
            Created = sweep.Created + trials.Count,
            Trials = sweep.Trials with { Pending = sweep.Trials.Pending + trials.Count },
        };
    }

    private async ValueTask CancelAsync()
    {
        var sweep = session.Sweep;
        var open = sweep.Trials.Pending + sweep.Trials.Running;
        if (open == 0)
        {
            return;
        }

        var sql = transaction.Sql;
        var epochs = await transaction.FirstAsync(sql.SumOpen, static row => row.GetInt64(0), cancellationToken, Id).ConfigureAwait(false);
        var now = Arg.Long("@now", session.Now);
        var sequence = Arg.Long("@sequence", sweep.Sequence);
        await transaction.ExecuteAsync(sql.CancelOpen, cancellationToken, Id, now, sequence).ConfigureAwait(false);
        await transaction.ExecuteAsync(sql.CancelAttempts, cancellationToken, Id, now).ConfigureAwait(false);
        await transaction.ExecuteAsync(sql.CancelEvents, cancellationToken, Id, now, sequence).ConfigureAwait(false);
        session.Sweep = sweep with
        {
            Sequence = sweep.Sequence + open,
            Epochs = sweep.Epochs + epochs,
            Trials = sweep.Trials with { Pending = 0, Running = 0, Cancelled = sweep.Trials.Cancelled + open },
        };
    }

    /// <summary>The seconds that were spent stay the sweep's; a trial that goes on from a checkpoint has its own counted already.</summary>
    private async ValueTask RetryAsync()
    {
        var sweep = session.Sweep;
        var again = sweep.Trials.Failed + sweep.Trials.Cancelled;
        if (again == 0)
        {
            return;
        }

        var sql = transaction.Sql;
        var epochs = await transaction.FirstAsync(sql.SumUnfinished, static row => row.GetInt64(0), cancellationToken, Id).ConfigureAwait(false);
        foreach (var text in (string[])[sql.RetryResults, sql.RetryModels, sql.RetryEpochs, sql.RetryTrials])
        {
            await transaction.ExecuteAsync(text, cancellationToken, Id).ConfigureAwait(false);
        }

        session.Sweep = sweep with
        {
            Epochs = sweep.Epochs - epochs,
            Trials = sweep.Trials with { Pending = sweep.Trials.Pending + again, Failed = 0, Cancelled = 0 },
        };
    }
}
