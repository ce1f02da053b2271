using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>What can be read back, at full precision.</summary>
public interface IResultArchive
{
    /// <summary>
    /// A page of a sweep's trials, without epochs and without confusion matrices, of which something is made part by part while
    /// the rest is still being read: nothing of a large page has to outlive its turn.
    /// </summary>
    /// <param name="query">Which trials.</param>
    /// <param name="make">Makes something of some trials that follow one another. On several threads at once; of the same trials once more when reading has to begin anew, and perhaps still when the call has failed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<TrialParts<T>> ListTrialsAsync<T>(TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken);

    /// <summary>One trial with its confusion matrix, without epochs; null when it was not handed out yet or is not the sweep's.</summary>
    ValueTask<StoredTrial?> FindTrialAsync(string sweep, int trial, CancellationToken cancellationToken);

    /// <summary>
    /// The records of all trials that have ended since a sequence number, in the order in which they ended; without
    /// epochs, with confusion matrices only on request. What a summary needs, also a growing one.
    /// </summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="after">Those whose end has a greater sequence number (<see cref="EndedTrial.Sequence"/>); 0 for all.</param>
    /// <param name="confusion">Whether confusion matrices are read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    IAsyncEnumerable<EndedTrial> ReadEndedAsync(string sweep, long after, bool confusion, CancellationToken cancellationToken);

    /// <summary>A trial's epochs so far, in order.</summary>
    ValueTask<IReadOnlyList<EpochMetrics>> ReadEpochsAsync(string sweep, int trial, CancellationToken cancellationToken);

    /// <summary>The epochs of all trials that have ended, by trial number.</summary>
    IAsyncEnumerable<TrialEpochs> ReadAllEpochsAsync(string sweep, CancellationToken cancellationToken);

    /// <summary>A kept model as a safetensors file; null when none is kept.</summary>
    ValueTask<byte[]?> ReadModelAsync(string sweep, int trial, CancellationToken cancellationToken);

    /// <summary>Every attempt of a sweep, or of one of its trials, by start: who trained what, from when to when, and what it came to.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trial">The trial; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<AttemptRecord>> ListAttemptsAsync(string sweep, int? trial, CancellationToken cancellationToken);
}
