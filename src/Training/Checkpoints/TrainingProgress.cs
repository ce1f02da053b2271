using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Checkpoints;

/// <summary>Where a run stands, apart from the parameters themselves.</summary>
internal sealed class TrainingProgress
{
    /// <summary>Completed epochs with their metrics.</summary>
    public List<EpochMetrics> Epochs { get; init; } = [];

    /// <summary>Batches trained of the epoch under way.</summary>
    public int Batch { get; set; }

    /// <summary>Optimizer steps since training began.</summary>
    public long Step { get; set; }

    /// <summary>Sum of the training losses of the epoch under way, over its samples.</summary>
    public double Loss { get; set; }

    /// <summary>Samples of the epoch under way trained so far.</summary>
    public int Samples { get; set; }

    /// <summary>Of those, classified rightly.</summary>
    public int Right { get; set; }

    /// <summary>Whether the observer asked to stop after the last completed epoch.</summary>
    public bool StoppedEarly { get; set; }

    /// <summary>The best epoch so far; 0 when the last epoch counts.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The best epoch's parameters; null when the last epoch counts.</summary>
    public IReadOnlyList<DenseWeights>? BestWeights { get; set; }
}
