namespace DropoutSweep.Sweeps.Stores;

/// <summary>What attempts write, each call fenced by the attempt's number.</summary>
public interface IAttemptJournal
{
    /// <summary>
    /// Writes the epochs that attempts have trained since their last report. An epoch that is there already (from an
    /// attempt that was lost after its checkpoint) is written over.
    /// </summary>
    /// <returns>For each report, in order, what the attempt shall do.</returns>
    ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken);

    /// <summary>Replaces the trial's checkpoint.</summary>
    /// <returns>False when refused.</returns>
    ValueTask<bool> SaveCheckpointAsync(AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken);

    /// <summary>The trial's newest checkpoint; null when there is none.</summary>
    ValueTask<byte[]?> LoadCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>Discards a checkpoint that proved damaged.</summary>
    ValueTask DropCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an attempt with the trial's result: the result, the epochs that were not reported, the model (kept while
    /// it is among the sweep's best), the checkpoint's removal, the sweep's counters and the coordinator's decision
    /// are one transaction, under the sweep's lock.
    /// </summary>
    /// <param name="end">What the attempt came to.</param>
    /// <param name="decide">The coordinator; called with the sweep as it stands after the result.</param>
    /// <param name="cancellationToken">Ends the call; whether it was committed is then unknown, and the call may be repeated: the second is refused.</param>
    /// <returns>The sweep as written; null when the attempt was refused.</returns>
    ValueTask<SweepRecord?> CompleteAsync(AttemptEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken);
}
