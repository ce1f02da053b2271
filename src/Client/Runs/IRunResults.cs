using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Client.Runs;

/// <summary>The results that a run's files are made from.</summary>
internal interface IRunResults
{
    /// <summary>The ended trials by number; without epochs and confusion matrices.</summary>
    Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Their epochs, by trial number.</summary>
    IAsyncEnumerable<TrialEpochs> EpochsAsync(CancellationToken cancellationToken);

    /// <summary>One trial with its confusion matrix; null when there is none.</summary>
    Task<TrialRecord?> TrialAsync(int number, CancellationToken cancellationToken);

    /// <summary>Every attempt by start.</summary>
    Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(CancellationToken cancellationToken);

    /// <summary>A trial's model as a safetensors file; null when it was not kept.</summary>
    Task<byte[]?> ModelAsync(int number, CancellationToken cancellationToken);

    /// <summary>The trials whose models are kept, the best first.</summary>
    Task<IReadOnlyList<int>> KeptModelsAsync(CancellationToken cancellationToken);
}
